package io.recoflow.jobs.recommend.archive;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.current_timestamp;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.lit;

import io.recoflow.shop.activity.ActivityParser;
import io.recoflow.shop.activity.ActivityRecord;
import io.recoflow.shop.activity.ParsedActivity;
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

/**
 * What became of records of activity, by the same rules as in the hot query: {@code recommended}, {@code rejected} or
 * {@code dropped}. Every record has exactly one outcome.
 */
final class ActivityOutcomes {

    private static final String OUTCOME = "outcome";
    private static final String RECOMMENDED = "recommended";
    private static final String REJECTED = "rejected";
    private static final String DROPPED = "dropped";

    private static final StructType COLUMNS = new StructType()
            .add(OUTCOME, DataTypes.StringType, false)
            .add("stream_name", DataTypes.StringType, false)
            .add("shard_id", DataTypes.StringType, false)
            .add("sequence_number", DataTypes.StringType, false)
            .add("sub_sequence_number", DataTypes.LongType, false)
            .add("partition_key", DataTypes.StringType, false)
            .add("arrived_at", DataTypes.TimestampType, false)
            .add("reason", DataTypes.StringType, true)
            .add("message", DataTypes.StringType, true)
            .add("data", DataTypes.BinaryType, true);

    private ActivityOutcomes() {}

    /** A row each; only those of rejected records have the bytes. */
    static Dataset<Row> of(Dataset<Row> activity) {
        return activity.mapPartitions(
                (MapPartitionsFunction<Row, Row>) ActivityOutcomes::outcomes, Encoders.row(COLUMNS));
    }

    /** Rows of the table {@value ArchiveTables#REJECTED}. */
    static Dataset<Row> rejected(Dataset<Row> outcomes) {
        return outcomes.where(col(OUTCOME).equalTo(REJECTED))
                .drop(OUTCOME)
                .withColumn("rejected_at", current_timestamp());
    }

    /** Rows of the table {@value ArchiveTables#COUNTS}, by the first look at a record: {@code detail} is the reason, or the dropped event's type. */
    static Dataset<Row> counts(Dataset<Row> outcomes) {
        return outcomes.groupBy(
                        col("stream_name"),
                        date_trunc("hour", col("arrived_at")).as("arrived_hour"),
                        col(OUTCOME),
                        col("reason").as("detail"))
                .agg(count(lit(1)).as("events"));
    }

    private static Iterator<Row> outcomes(Iterator<Row> records) {
        ActivityParser parser = new ActivityParser();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return records.hasNext();
            }

            @Override
            public Row next() {
                ActivityRecord record = ActivityRecord.of(records.next());
                ParsedActivity parsed = parser.parse(record);
                if (parsed instanceof ParsedActivity.Rejected rejected) {
                    return row(REJECTED, record, rejected.reason().code(), rejected.message(), record.data());
                }
                return parsed instanceof ParsedActivity.OtherType other
                        ? row(DROPPED, record, other.type(), null, null)
                        : row(RECOMMENDED, record, null, null, null);
            }
        };
    }

    private static Row row(
            String outcome,
            ActivityRecord record,
            @Nullable String reason,
            @Nullable String message,
            byte @Nullable [] data) {
        return RowFactory.create(
                outcome,
                record.streamName(),
                record.shardId(),
                record.sequenceNumber(),
                record.subSequenceNumber(),
                record.partitionKey(),
                Timestamp.from(record.arrivedAt()),
                reason,
                message,
                data);
    }
}
