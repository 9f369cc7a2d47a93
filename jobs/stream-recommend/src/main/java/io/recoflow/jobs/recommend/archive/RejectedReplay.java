package io.recoflow.jobs.recommend.archive;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.recoflow.lake.hourly.BatchId;
import io.recoflow.shop.activity.ActivityColumns;
import io.recoflow.shop.activity.ActivityParser;
import io.recoflow.shop.activity.ActivityRecord;
import io.recoflow.shop.activity.ParsedActivity;
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
                .where(col("stream_name").equalTo(stream).and(col("reason").notEqual(RecommendationColumns.FOREIGN)))
                .withColumnRenamed("stream_name", ActivityColumns.STREAM_NAME)
                .withColumnRenamed(RecommendationColumns.SHARD_ID, ActivityColumns.SHARD_ID)
                .withColumnRenamed(RecommendationColumns.SEQUENCE_NUMBER, ActivityColumns.SEQUENCE_NUMBER)
                .withColumnRenamed(RecommendationColumns.SUB_SEQUENCE_NUMBER, ActivityColumns.SUB_SEQUENCE_NUMBER)
                .withColumnRenamed("partition_key", ActivityColumns.PARTITION_KEY)
                .withColumnRenamed(RecommendationColumns.ARRIVED_AT, ActivityColumns.ARRIVED_AT);
        Dataset<Row> readable = rejected.filter((FilterFunction<Row>) RejectedReplay::isActivity)
                .persist();
        try {
            Outcome outcome = new Outcome(rejected.count(), readable.count());
            if (outcome.answered() > 0) {
                publish.accept(readable.mapPartitions(answering, encoder));
                tables.rejected()
                        .delete(readable.select(
                                lit(stream).as("stream_name"),
                                col(ActivityColumns.SHARD_ID).as(RecommendationColumns.SHARD_ID),
                                col(ActivityColumns.SEQUENCE_NUMBER).as(RecommendationColumns.SEQUENCE_NUMBER),
                                col(ActivityColumns.SUB_SEQUENCE_NUMBER)
                                        .as(RecommendationColumns.SUB_SEQUENCE_NUMBER)));
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
        return new ActivityParser().parse(ActivityRecord.of(row)) instanceof ParsedActivity.Activity;
    }
}
