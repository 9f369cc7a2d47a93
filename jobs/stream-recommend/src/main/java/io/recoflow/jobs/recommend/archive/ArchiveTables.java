package io.recoflow.jobs.recommend.archive;

import static org.apache.spark.sql.functions.not;

import io.recoflow.lake.hourly.BatchId;
import io.recoflow.lake.hourly.HourlyTable;
import io.recoflow.runtime.declaration.LakeTable;
import io.recoflow.shop.activity.ActivityCount;
import io.recoflow.shop.activity.RejectedActivity;
import io.recoflow.shop.recommendation.Recommendation;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The tables that the job appends to. A record of the stream is known by its shard, its sequence number and its place in
 * an aggregated record, so none is stored twice, however often it was answered.
 *
 * @param recommendations every answer
 * @param rejected every record that is no event
 * @param counts how many records of which kind arrived in which hour
 * @param erasures whose events are not to be stored again
 * @param report takes a line where a batch is not what its number says
 */
public record ArchiveTables(
        HourlyTable recommendations,
        HourlyTable rejected,
        HourlyTable counts,
        ErasureList erasures,
        Consumer<String> report) {

    static final String ARRIVED_HOUR = "arrived_hour";

    /** As the Data Catalog shows them. */
    public static final List<LakeTable> CATALOG = List.of(
            table(
                    Recommendation.TABLE,
                    "Every event and its answer, by the hour (UTC) in which the event arrived",
                    "event_id string, event_type string, event_time timestamp, session_id string, customer_number int,"
                            + " city string, state string, postal_code string, country string, credit_limit double,"
                            + " browse_history array<struct<product_code:string,quantity:int,in_shopping_cart:boolean>>,"
                            + " other_fields map<string,string>, notes array<string>, recommended_items array<struct<id:string,score:float>>,"
                            + " similar_items array<struct<product_code:string,"
                            + "similar_items:array<struct<id:string,distance:float>>>>,"
                            + " served_by string, reason string, model_version string, recommended_at timestamp,"
                            + " arrived_at timestamp, shard_id string, sequence_number string,"
                            + " sub_sequence_number bigint, known_by array<string>, latency_ms bigint"),
            table(
                    RejectedActivity.TABLE,
                    "Every record that is no event, by the hour (UTC) in which it arrived",
                    "stream_name string, shard_id string, sequence_number string, sub_sequence_number bigint,"
                            + " partition_key string, arrived_at timestamp, reason string, message string, data binary,"
                            + " rejected_at timestamp"),
            table(
                    ActivityCount.TABLE,
                    "How many records arrived in which hour (UTC), and what became of them",
                    "stream_name string, arrived_hour timestamp, outcome string, detail string, events bigint"));

    private static final List<String> COORDINATES = List.of(
            RecommendationColumns.SHARD_ID,
            RecommendationColumns.SEQUENCE_NUMBER,
            RecommendationColumns.SUB_SEQUENCE_NUMBER);

    /**
     * The tables of a lake.
     *
     * @param lake the folder of all datasets
     * @param report takes a line where a batch is not what its number says
     */
    public static ArchiveTables in(SparkSession session, String lake, Consumer<String> report) {
        return new ArchiveTables(
                new HourlyTable(
                        session, lake + "/" + Recommendation.TABLE, RecommendationColumns.ARRIVED_AT, COORDINATES),
                new HourlyTable(
                        session,
                        lake + "/" + RejectedActivity.TABLE,
                        RecommendationColumns.ARRIVED_AT,
                        Stream.concat(Stream.of("stream_name"), COORDINATES.stream())
                                .toList()),
                new HourlyTable(session, lake + "/" + ActivityCount.TABLE, ARRIVED_HOUR, List.of()),
                ErasureList.in(session, lake),
                report);
    }

    /** With the hour, which {@link HourlyTable} adds. */
    private static LakeTable table(String name, String description, String columns) {
        return new LakeTable(
                name,
                description,
                "Lake/training/" + name,
                List.of((columns + ", year int, month int, day int, hour int").split(", ")));
    }

    private void append(HourlyTable table, Dataset<Row> rows, BatchId batch) {
        String what = "Batch " + batch.number() + " of " + batch.writer();
        switch (table.append(rows, batch)) {
            case NEW -> {}
            case FIRST_OF_ITS_WRITER ->
                report.accept(what + " begins anew in " + table.location()
                        + ", which others have appended to: records that they counted are counted again. Of a checkpoint that"
                        + " was lost, the counts of its last days are too high.");
            case REPEATED ->
                report.accept(
                        what + " is repeated after a failure: what " + table.location() + " has is not stored again.");
            case SET_BACK ->
                report.accept(what + " came to " + table.location()
                        + " after a later one, so its checkpoint was set back: what the table has is not stored again"
                        + (table == counts ? ", and what is new is not counted." : "."));
        }
    }

    /** Appends what a batch of published records holds: recommendations, and what is none. */
    void storePublished(Dataset<Row> published, BatchId batch) {
        Dataset<Row> parsed = RecommendationColumns.parsed(published).persist();
        try {
            storeUnlessErased(erased -> {
                append(recommendations, notOf(erased, RecommendationColumns.recommendations(parsed)), batch);
                append(rejected, notNaming(erased, RecommendationColumns.foreign(parsed)), batch);
            });
        } finally {
            parsed.unpersist();
        }
        recommendations.compactClosedHours(Instant.now());
    }

    /** Appends answers that were published nowhere. */
    void storeAnswers(Dataset<Row> answers, BatchId batch) {
        Dataset<Row> rows = RecommendationColumns.ofAnswers(answers).persist();
        try {
            storeUnlessErased(erased -> append(recommendations, notOf(erased, rows), batch));
        } finally {
            rows.unpersist();
        }
        recommendations.compactClosedHours(Instant.now());
    }

    /** Appends what a batch of activity holds beside activity, and how much of what it holds. */
    void storeActivity(Dataset<Row> activity, BatchId batch) {
        Dataset<Row> classified = ActivityOutcomes.of(activity).persist();
        try {
            storeUnlessErased(
                    erased -> append(rejected, notNaming(erased, ActivityOutcomes.rejected(classified)), batch));
            append(counts, ActivityOutcomes.counts(classified), batch);
        } finally {
            classified.unpersist();
        }
        Instant now = Instant.now();
        rejected.compactClosedHours(now);
        counts.compactClosedHours(now);
    }

    /** What an erasure deleted comes again where a stream is read again; and it may come amid a batch. */
    private void storeUnlessErased(Consumer<ErasedShoppers> store) {
        ErasedShoppers before = erasures.shoppers();
        store.accept(before);
        ErasedShoppers after = erasures.shoppers();
        if (!after.isSameAs(before)) {
            recommendations.delete(after.haveActed());
            rejected.delete(after.areNamed());
        }
    }

    private static Dataset<Row> notOf(ErasedShoppers erased, Dataset<Row> recommendations) {
        return erased.isEmpty() ? recommendations : recommendations.where(not(erased.haveActed()));
    }

    private static Dataset<Row> notNaming(ErasedShoppers erased, Dataset<Row> rejected) {
        return erased.isEmpty() ? rejected : rejected.where(not(erased.areNamed()));
    }
}
