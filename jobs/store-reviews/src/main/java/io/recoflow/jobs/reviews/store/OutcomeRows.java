package io.recoflow.jobs.reviews.store;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.current_timestamp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.recoflow.jobs.reviews.monitoring.BatchCounts;
import io.recoflow.jobs.reviews.review.JudgedReview.Rejected;
import io.recoflow.shop.TableColumn;
import io.recoflow.shop.review.RejectedReview;
import io.recoflow.streaming.broker.StreamRecord;
import java.sql.Timestamp;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** What became of each record: a row each, with all of a rejected one. */
final class OutcomeRows {

    static final String STORED = "stored";
    static final String SUPERSEDED = "superseded";
    static final String REJECTED = "rejected";

    private static final String OUTCOME = "outcome";
    private static final String TRIES = "tries";

    /** As of what is rejected; of other records, some are null. */
    static final StructType COLUMNS = StructType.fromDDL(TableColumn.ddl(RejectedReview.class))
            .add(OUTCOME, DataTypes.StringType)
            .add(TRIES, DataTypes.IntegerType);

    private OutcomeRows() {}

    static Row stored(StreamRecord record, int tries) {
        return row(record, STORED, tries, null, null, null);
    }

    static Row superseded(StreamRecord record, int tries) {
        return row(record, SUPERSEDED, tries, null, null, null);
    }

    static Row rejected(Rejected rejected, int tries) {
        StreamRecord record = rejected.record();
        return row(record, REJECTED, tries, rejected.reason().code(), rejected.message(), record.data());
    }

    /** Rows of the table {@value RejectedReview#TABLE}. */
    static Dataset<Row> rejected(Dataset<Row> outcomes) {
        return outcomes.where(col(OUTCOME).equalTo(REJECTED))
                .drop(OUTCOME, TRIES)
                .withColumn("rejected_at", current_timestamp());
    }

    static Dataset<Row> notRejected(Dataset<Row> outcomes) {
        return outcomes.where(col(OUTCOME).notEqual(REJECTED)).drop(OUTCOME, TRIES);
    }

    static BatchCounts counts(Dataset<Row> outcomes) {
        return outcomes
                .groupBy(OUTCOME, "reason")
                .agg(
                        count(lit(1)).as("records"),
                        sum(TRIES).as(TRIES),
                        sum(when(col(TRIES).gt(1), col(TRIES).minus(1)).otherwise(0))
                                .as("repeated"),
                        min("arrived_at").as("arrived_at"))
                .collectAsList()
                .stream()
                .map(OutcomeRows::counts)
                .reduce(BatchCounts.NONE, BatchCounts::plus);
    }

    private static BatchCounts counts(Row row) {
        String outcome = row.getAs(OUTCOME);
        long records = row.<Long>getAs("records");
        String reason = row.getAs("reason");
        return new BatchCounts(
                outcome.equals(STORED) ? records : 0,
                outcome.equals(SUPERSEDED) ? records : 0,
                outcome.equals(REJECTED) ? Map.of(reason, records) : Map.of(),
                row.<Long>getAs(TRIES),
                row.<Long>getAs("repeated"),
                row.<Timestamp>getAs("arrived_at").toInstant());
    }

    private static Row row(
            StreamRecord record,
            String outcome,
            int tries,
            @Nullable String reason,
            @Nullable String message,
            byte @Nullable [] data) {
        return RowFactory.create(
                record.streamName(),
                record.shardId(),
                record.sequenceNumber(),
                record.subSequenceNumber(),
                record.partitionKey(),
                Timestamp.from(record.arrivedAt()),
                reason,
                message,
                data,
                null,
                outcome,
                tries);
    }
}
