package io.recoflow.jobs.recommend.archive;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.recoflow.jobs.recommend.stream.ActivityReader;
import io.recoflow.lake.hourly.BatchId;
import io.recoflow.shop.activity.ParsedActivity;
import io.recoflow.shop.activity.RejectedActivity;
import io.recoflow.streaming.broker.RecordColumns;
import io.recoflow.streaming.broker.StreamRecord;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Row;

/**
 * Reads rejected records once more, by the rules of this release: what is activity now is answered and leaves the table
 * of rejected records. It is answered first, so a replay that dies on its way leaves nothing out; the next one answers it
 * again, and it is stored once.
 */
public final class RejectedReplay {

    private final ArchiveTables tables;
    private final String stream;

    /** @param stream of the activity */
    public RejectedReplay(ArchiveTables tables, String stream) {
        this.tables = tables;
        this.stream = stream;
    }

    /** What was found. */
    public record Outcome(long rejected, long answered) {}

    /**
     * Runs it.
     *
     * @param publish takes the answers, with the columns {@code partitionKey} and {@code data}
     */
    public Outcome publish(
            MapPartitionsFunction<Row, Row> answering, Encoder<Row> encoder, Consumer<Dataset<Row>> publish) {
        if (!tables.rejected().exists()) {
            return new Outcome(0, 0);
        }
        Dataset<Row> rejected = tables.rejected()
                .read()
                .where(col("stream_name")
                        .equalTo(stream)
                        .and(col("reason").notEqual(RejectedActivity.NOT_A_RECOMMENDATION)))
                .withColumnRenamed("stream_name", RecordColumns.STREAM_NAME)
                .withColumnRenamed(RecommendationColumns.SHARD_ID, RecordColumns.SHARD_ID)
                .withColumnRenamed(RecommendationColumns.SEQUENCE_NUMBER, RecordColumns.SEQUENCE_NUMBER)
                .withColumnRenamed(RecommendationColumns.SUB_SEQUENCE_NUMBER, RecordColumns.SUB_SEQUENCE_NUMBER)
                .withColumnRenamed("partition_key", RecordColumns.PARTITION_KEY)
                .withColumnRenamed(RecommendationColumns.ARRIVED_AT, RecordColumns.ARRIVED_AT);
        Dataset<Row> readable = rejected.filter((FilterFunction<Row>) RejectedReplay::isActivity)
                .persist();
        try {
            Outcome outcome = new Outcome(rejected.count(), readable.count());
            if (outcome.answered() > 0) {
                publish.accept(readable.mapPartitions(answering, encoder));
                tables.rejected()
                        .delete(readable.select(
                                lit(stream).as("stream_name"),
                                col(RecordColumns.SHARD_ID).as(RecommendationColumns.SHARD_ID),
                                col(RecordColumns.SEQUENCE_NUMBER).as(RecommendationColumns.SEQUENCE_NUMBER),
                                col(RecordColumns.SUB_SEQUENCE_NUMBER).as(RecommendationColumns.SUB_SEQUENCE_NUMBER)));
            }
            return outcome;
        } finally {
            readable.unpersist();
        }
    }

    /** Stores the answers, where they are published nowhere. */
    public void store(Dataset<Row> answers) {
        tables.storeAnswers(answers, new BatchId("replay/" + UUID.randomUUID(), 0));
    }

    private static boolean isActivity(Row row) {
        return new ActivityReader().read(StreamRecord.of(row)) instanceof ParsedActivity.Activity;
    }
}
