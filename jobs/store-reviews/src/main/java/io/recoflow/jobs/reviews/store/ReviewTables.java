package io.recoflow.jobs.reviews.store;

import io.recoflow.lake.hourly.BatchId;
import io.recoflow.lake.hourly.HourlyTable;
import io.recoflow.runtime.declaration.LakeTable;
import io.recoflow.shop.TableColumn;
import io.recoflow.shop.review.RejectedReview;
import io.recoflow.shop.review.StoredReview;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The tables of the lake. A record is known by its stream, its shard, its sequence number and its place in an aggregated
 * record, so none is stored twice.
 *
 * @param reviews every version of every review
 * @param rejected every record that is none, or cannot be kept
 */
public record ReviewTables(HourlyTable reviews, HourlyTable rejected) {

    static final List<String> RECORD = List.of("stream_name", "shard_id", "sequence_number", "sub_sequence_number");

    /** As the Data Catalog shows them. */
    public static final List<LakeTable> CATALOG = List.of(
            table(
                    StoredReview.TABLE,
                    "Every version of every review, by the hour (UTC) in which it arrived",
                    StoredReview.class),
            table(
                    RejectedReview.TABLE,
                    "Every record that is no review or cannot be kept, by the hour (UTC) in which it arrived",
                    RejectedReview.class));

    /** @param lake the folder of all datasets */
    public static ReviewTables in(SparkSession session, String lake) {
        return new ReviewTables(
                new HourlyTable(session, lake + "/" + StoredReview.TABLE, "ingestion_timestamp", RECORD),
                new HourlyTable(session, lake + "/" + RejectedReview.TABLE, "arrived_at", RECORD));
    }

    void appendReviews(Dataset<Row> rows, BatchId batch) {
        reviews.append(rows, batch);
        reviews.compactClosedHours(Instant.now());
    }

    void appendRejected(Dataset<Row> rows, BatchId batch) {
        rejected.append(rows, batch);
        rejected.compactClosedHours(Instant.now());
    }

    /** With the hour, which {@link HourlyTable} adds. */
    private static LakeTable table(String name, String description, Class<? extends Record> row) {
        return new LakeTable(
                name,
                description,
                "Lake/training/" + name,
                Stream.concat(
                                TableColumn.of(row).stream()
                                        .map(column -> column.name() + " "
                                                + column.type()
                                                        .toLowerCase(Locale.ROOT)
                                                        .replace(" ", "")),
                                Stream.of("year int", "month int", "day int", "hour int"))
                        .toList());
    }
}
