package io.recoflow.jobs.reviews.store;

import static org.apache.spark.sql.functions.col;

import io.recoflow.jobs.reviews.monitoring.BatchCounts;
import io.recoflow.jobs.reviews.review.ReviewItems;
import io.recoflow.lake.hourly.BatchId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Reads rejected records once more, by the rules of this release: what is a review now is stored and leaves the table of
 * rejected records, beside a job that goes on storing. It is stored first, so a replay that dies on its way loses nothing, and
 * the next one stores nothing twice.
 *
 * @param queries that put
 * @param stream of the reviews
 */
public record RejectedReplay(ReviewTables tables, ReviewQueries queries, ReviewItems items, String stream) {

    /** Runs it, and tells what became of the records. */
    public BatchCounts run() {
        if (!tables.rejected().exists()) {
            return BatchCounts.NONE;
        }
        Dataset<Row> rejected = tables.rejected()
                .read()
                .where(col("stream_name").equalTo(stream))
                .persist();
        Dataset<Row> outcomes = queries.put(ReviewRows.records(rejected)).persist();
        try {
            BatchCounts counts = OutcomeRows.counts(outcomes);
            // Those that DynamoDB refuses stay, so they are reviews of neither table.
            Dataset<Row> taken = OutcomeRows.notRejected(outcomes).select(columns());
            Dataset<Row> records = ReviewRows.records(rejected.join(taken, toScala(ReviewTables.RECORD), "left_semi"));
            Dataset<Row> rows = ReviewRows.reviews(records, items).persist();
            try {
                tables.reviews().append(rows, new BatchId("replay/" + UUID.randomUUID(), 0));
            } finally {
                rows.unpersist();
            }
            tables.rejected().delete(taken);
            return counts;
        } finally {
            outcomes.unpersist();
            rejected.unpersist();
        }
    }

    private static Column[] columns() {
        return Stream.concat(ReviewTables.RECORD.stream(), Stream.of("arrived_at"))
                .map(functions::col)
                .toArray(Column[]::new);
    }

    private static Seq<String> toScala(List<String> names) {
        return CollectionConverters.asScala(names).toSeq();
    }
}
