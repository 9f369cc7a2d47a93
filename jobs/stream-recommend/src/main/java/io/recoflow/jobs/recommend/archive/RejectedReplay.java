package io.recoflow.jobs.recommend.archive;

import static org.apache.spark.sql.functions.col;

import io.recoflow.jobs.recommend.stream.ActivityReader;
import io.recoflow.lake.hourly.BatchId;
import io.recoflow.shop.activity.ParsedActivity;
import io.recoflow.shop.activity.RejectedActivity;
import io.recoflow.streaming.broker.RecordColumns;
import io.recoflow.streaming.broker.StreamRecord;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Row;

/**
 * Reads rejected records once more, by the rules of this release: what is activity now is answered and leaves the table
 * of rejected records, beside a job that goes on storing. It is answered first, so a replay that dies on its way leaves
 * nothing out; what has an answer in the lake then, the next one does not answer again.
 */
public final class RejectedReplay {

    /** Of the columns of a stream's records, how the table calls them. */
    private static final Map<String, String> STORED = Map.of(
            RecordColumns.STREAM_NAME, "stream_name",
            RecordColumns.SHARD_ID, RecommendationColumns.SHARD_ID,
            RecordColumns.SEQUENCE_NUMBER, RecommendationColumns.SEQUENCE_NUMBER,
            RecordColumns.SUB_SEQUENCE_NUMBER, RecommendationColumns.SUB_SEQUENCE_NUMBER,
            RecordColumns.PARTITION_KEY, "partition_key",
            RecordColumns.ARRIVED_AT, RecommendationColumns.ARRIVED_AT);

    private final ArchiveTables tables;
    private final String stream;

    /** @param stream of the activity */
    public RejectedReplay(ArchiveTables tables, String stream) {
        this.tables = tables;
        this.stream = stream;
    }

    /**
     * What was found.
     *
     * @param rejected records that were read once more
     * @param activity those that are activity by the rules of this release, and were removed
     * @param answered those of them that had no answer yet
     */
    public record Outcome(long rejected, long activity, long answered) {}

    /**
     * Runs it.
     *
     * @param publish takes the answers, with the columns {@code partitionKey} and {@code data}
     */
    public Outcome publish(
            MapPartitionsFunction<Row, Row> answering, Encoder<Row> encoder, Consumer<Dataset<Row>> publish) {
        if (!tables.rejected().exists()) {
            return new Outcome(0, 0, 0);
        }
        Dataset<Row> rejected = tables.rejected()
                .read()
                .where(col("stream_name")
                        .equalTo(stream)
                        .and(col("reason").notEqual(RejectedActivity.NOT_A_RECOMMENDATION)));
        Dataset<Row> activity = asStored(asRecords(rejected).filter((FilterFunction<Row>) RejectedReplay::isActivity))
                .persist();
        Dataset<Row> unanswered = tables.recommendations().unknown(activity).persist();
        try {
            Outcome outcome = new Outcome(rejected.count(), activity.count(), unanswered.count());
            if (outcome.answered() > 0) {
                publish.accept(asRecords(unanswered).mapPartitions(answering, encoder));
            }
            tables.rejected().delete(activity);
            return outcome;
        } finally {
            unanswered.unpersist();
            activity.unpersist();
        }
    }

    private static Dataset<Row> asRecords(Dataset<Row> stored) {
        return stored.withColumnsRenamed(
                STORED.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey)));
    }

    private static Dataset<Row> asStored(Dataset<Row> records) {
        return records.withColumnsRenamed(STORED);
    }

    /** Stores the answers, where they are published nowhere. */
    public void store(Dataset<Row> answers) {
        tables.storeAnswers(answers, new BatchId("replay/" + UUID.randomUUID(), 0));
    }

    /** An array only where all that is in it is activity: what is rejected of it must not leave the table. */
    private static boolean isActivity(Row row) {
        return new ActivityReader()
                .read(StreamRecord.of(row)).stream().allMatch(ParsedActivity.Activity.class::isInstance);
    }
}
