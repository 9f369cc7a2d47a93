package io.recoflow.jobs.recommend.archive;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.current_timestamp;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.lit;

import io.recoflow.jobs.recommend.stream.ActivityReader;
import io.recoflow.shop.TableColumn;
import io.recoflow.shop.activity.ActivityCount;
import io.recoflow.shop.activity.ActivityOutcome;
import io.recoflow.shop.activity.ParsedActivity;
import io.recoflow.shop.activity.RejectedActivity;
import io.recoflow.streaming.broker.StreamRecord;
import java.sql.Timestamp;
import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** What became of records of activity, by the same rules as in the query that recommends: an {@link ActivityOutcome} each. */
final class ActivityOutcomes {

    private static final String OUTCOME = "outcome";

    /** As of what is rejected; of other records, some are null. */
    private static final StructType COLUMNS =
            StructType.fromDDL(TableColumn.ddl(RejectedActivity.class)).add(OUTCOME, DataTypes.StringType);

    private static final StructType COUNT_COLUMNS = StructType.fromDDL(TableColumn.ddl(ActivityCount.class));

    private ActivityOutcomes() {}

    /** A row each; only those of rejected records have the bytes. */
    static Dataset<Row> of(Dataset<Row> activity) {
        return activity.mapPartitions(
                (MapPartitionsFunction<Row, Row>) ActivityOutcomes::outcomes, Encoders.row(COLUMNS));
    }

    /** Rows of the table {@value RejectedActivity#TABLE}. */
    static Dataset<Row> rejected(Dataset<Row> outcomes) {
        return outcomes.where(col(OUTCOME).equalTo(ActivityOutcome.REJECTED.code()))
                .drop(OUTCOME)
                .withColumn("rejected_at", current_timestamp());
    }

    /** Rows of the table {@value ActivityCount#TABLE}. */
    static Dataset<Row> counts(Dataset<Row> outcomes) {
        return outcomes.groupBy(
                        col("stream_name"),
                        date_trunc("hour", col("arrived_at")).as(ArchiveTables.ARRIVED_HOUR),
                        col(OUTCOME),
                        col("reason").as("detail"))
                .agg(count(lit(1)).as("events"))
                .to(COUNT_COLUMNS);
    }

    private static Iterator<Row> outcomes(Iterator<Row> records) {
        ActivityReader reader = new ActivityReader();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return records.hasNext();
            }

            @Override
            public Row next() {
                StreamRecord record = StreamRecord.of(records.next());
                ParsedActivity parsed = reader.read(record);
                if (parsed instanceof ParsedActivity.Rejected rejected) {
                    return row(
                            ActivityOutcome.REJECTED,
                            record,
                            rejected.reason().code(),
                            rejected.message(),
                            record.data());
                }
                return parsed instanceof ParsedActivity.OtherType other
                        ? row(ActivityOutcome.DROPPED, record, other.type(), null, null)
                        : row(ActivityOutcome.RECOMMENDED, record, null, null, null);
            }
        };
    }

    private static Row row(
            ActivityOutcome outcome,
            StreamRecord record,
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
                outcome.code());
    }
}
