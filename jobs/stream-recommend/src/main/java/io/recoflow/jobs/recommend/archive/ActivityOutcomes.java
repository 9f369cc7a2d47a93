package io.recoflow.jobs.recommend.archive;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.current_timestamp;
import static org.apache.spark.sql.functions.sum;

import io.recoflow.jobs.recommend.stream.ActivityReader;
import io.recoflow.shop.TableColumn;
import io.recoflow.shop.activity.ActivityCount;
import io.recoflow.shop.activity.ActivityOutcome;
import io.recoflow.shop.activity.ParsedActivity;
import io.recoflow.shop.activity.RejectedActivity;
import io.recoflow.streaming.broker.StreamRecord;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What became of records of activity, by the same rules as in the query that recommends: an {@link ActivityOutcome} each.
 * Nearly all of them are counted only, and those make no rows.
 */
final class ActivityOutcomes {

    private static final String OUTCOME = "outcome";
    private static final String EVENTS = "events";

    /** As of what is rejected. A row that counts has the stream, the hour and the detail in it, and all else is null. */
    private static final StructType COLUMNS = StructType.fromDDL(TableColumn.ddl(RejectedActivity.class))
            .add(OUTCOME, DataTypes.StringType)
            .add(EVENTS, DataTypes.LongType);

    private static final StructType COUNT_COLUMNS = StructType.fromDDL(TableColumn.ddl(ActivityCount.class));

    private ActivityOutcomes() {}

    /** A row for each rejected record, and behind them one for each kind of records of a partition. */
    static Dataset<Row> of(Dataset<Row> activity) {
        return activity.mapPartitions((MapPartitionsFunction<Row, Row>) Outcomes::new, Encoders.row(COLUMNS));
    }

    /** Rows of the table {@value RejectedActivity#TABLE}. */
    static Dataset<Row> rejected(Dataset<Row> outcomes) {
        return outcomes.where(col(EVENTS).isNull())
                .drop(OUTCOME, EVENTS)
                .withColumn("rejected_at", current_timestamp());
    }

    /** Rows of the table {@value ActivityCount#TABLE}. */
    static Dataset<Row> counts(Dataset<Row> outcomes) {
        return outcomes.where(col(EVENTS).isNotNull())
                .groupBy(
                        col("stream_name"),
                        col("arrived_at").as(ArchiveTables.ARRIVED_HOUR),
                        col(OUTCOME),
                        col("reason").as("detail"))
                .agg(sum(EVENTS).as(EVENTS))
                .to(COUNT_COLUMNS);
    }

    /** Of what is counted together. */
    private record Kind(
            String stream,
            Instant hour,
            ActivityOutcome outcome,
            @Nullable String detail) {

        Row row(long events) {
            return RowFactory.create(
                    stream,
                    null,
                    null,
                    null,
                    null,
                    Timestamp.from(hour),
                    detail,
                    null,
                    null,
                    null,
                    outcome.code(),
                    events);
        }
    }

    /** Of the records of a partition. */
    private static final class Outcomes implements Iterator<Row> {

        private final ActivityReader reader = new ActivityReader();
        private final Iterator<Row> records;
        private final Map<Kind, Long> counts = new HashMap<>();
        private Iterator<Map.Entry<Kind, Long>> counted = Collections.emptyIterator();
        private Iterator<Row> rejected = Collections.emptyIterator();

        Outcomes(Iterator<Row> records) {
            this.records = records;
        }

        @Override
        public boolean hasNext() {
            while (!rejected.hasNext() && records.hasNext()) {
                rejected = rejected(StreamRecord.of(records.next()));
                if (!records.hasNext()) {
                    counted = counts.entrySet().iterator();
                }
            }
            return rejected.hasNext() || counted.hasNext();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            if (rejected.hasNext()) {
                return rejected.next();
            }
            Map.Entry<Kind, Long> count = counted.next();
            return count.getKey().row(count.getValue());
        }

        /** Counts what a record holds; a row of each that is rejected. */
        private Iterator<Row> rejected(StreamRecord record) {
            List<Row> rows = new ArrayList<>(0);
            for (ParsedActivity parsed : reader.read(record)) {
                if (parsed instanceof ParsedActivity.Rejected rejected) {
                    count(record, ActivityOutcome.REJECTED, rejected.reason().code());
                    rows.add(row(record, rejected));
                } else if (parsed instanceof ParsedActivity.OtherType other) {
                    count(record, ActivityOutcome.DROPPED, other.type());
                } else {
                    count(record, ActivityOutcome.RECOMMENDED, null);
                }
            }
            return rows.iterator();
        }

        private void count(StreamRecord record, ActivityOutcome outcome, @Nullable String detail) {
            counts.merge(
                    new Kind(record.streamName(), record.arrivedAt().truncatedTo(ChronoUnit.HOURS), outcome, detail),
                    1L,
                    Long::sum);
        }
    }

    private static Row row(StreamRecord record, ParsedActivity.Rejected rejected) {
        return RowFactory.create(
                record.streamName(),
                record.shardId(),
                record.sequenceNumber(),
                rejected.arrival().subSequenceNumber(),
                record.partitionKey(),
                Timestamp.from(record.arrivedAt()),
                rejected.reason().code(),
                rejected.message(),
                rejected.data(),
                null,
                ActivityOutcome.REJECTED.code(),
                null);
    }
}
