package io.recoflow.jobs.reviews.store;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.get_json_object;

import io.recoflow.dynamodb.TableSettings;
import io.recoflow.jobs.reviews.monitoring.RunCounts;
import io.recoflow.jobs.reviews.review.ReviewItems;
import io.recoflow.lake.hourly.BatchId;
import io.recoflow.shop.review.ReviewTable;
import io.recoflow.streaming.broker.RecordColumns;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.streaming.runtime.StreamExecution;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;

/**
 * The queries, each with a checkpoint of its own. A batch that is repeated after a failure brings the same records, and what
 * is stored of them is stored once.
 */
public final class ReviewQueries {

    /** Into DynamoDB, and what is rejected into the lake. */
    public static final String STORE = "store";

    /** Into the lake. */
    public static final String ARCHIVE = "archive";

    private final ReviewTables tables;
    private final TableSettings table;
    private final ReviewItems items;
    private final String checkpoints;
    private final RunCounts counts;

    /**
     * @param table of DynamoDB
     * @param checkpoints a folder for each query is made in it
     * @param counts takes what the query {@value #STORE} does
     */
    public ReviewQueries(
            ReviewTables tables, TableSettings table, ReviewItems items, String checkpoints, RunCounts counts) {
        this.tables = tables;
        this.table = table;
        this.items = items;
        this.checkpoints = checkpoints;
        this.counts = counts;
    }

    /** Starts what stores the newest version of each review in DynamoDB, and what is none in the lake. */
    public StreamingQuery store(Dataset<Row> records, Trigger trigger) throws TimeoutException {
        return start(STORE, records, trigger, (batch, number) -> {
            Dataset<Row> outcomes = put(batch).persist();
            try {
                tables.appendRejected(OutcomeRows.rejected(outcomes), batchId(STORE, batch, number));
                counts.add(number, OutcomeRows.counts(outcomes), Instant.now());
            } finally {
                outcomes.unpersist();
            }
        });
    }

    /** Starts what stores every version of every review in the lake. */
    public StreamingQuery archive(Dataset<Row> records, Trigger trigger) throws TimeoutException {
        return start(ARCHIVE, records, trigger, (batch, number) -> {
            Dataset<Row> rows = ReviewRows.reviews(batch, items).persist();
            try {
                tables.appendReviews(rows, batchId(ARCHIVE, batch, number));
            } finally {
                rows.unpersist();
            }
        });
    }

    /** Puts reviews into DynamoDB; rows of {@link OutcomeRows}, which must be kept, or all is put again for each look. */
    Dataset<Row> put(Dataset<Row> records) {
        return records.repartition(coalesce(
                        // Whatever finds it, equal records find equal texts; others may share a partition.
                        get_json_object(col(RecordColumns.DATA).cast("string"), "$." + ReviewTable.KEY),
                        col(RecordColumns.SEQUENCE_NUMBER)))
                .mapPartitions(new PutReviews(table, items), Encoders.row(OutcomeRows.COLUMNS));
    }

    private StreamingQuery start(
            String name, Dataset<Row> records, Trigger trigger, VoidFunction2<Dataset<Row>, Long> store)
            throws TimeoutException {
        return records.writeStream()
                .queryName(name)
                .option("checkpointLocation", checkpoints + "/" + name)
                .trigger(trigger)
                .foreachBatch(store)
                .start();
    }

    /** By the query's id, which stands in its checkpoint: numbers that begin anew with another checkpoint are another's. */
    private static BatchId batchId(String name, Dataset<Row> batch, long number) {
        String query = Objects.requireNonNull(
                batch.sparkSession().sparkContext().getLocalProperty(StreamExecution.QUERY_ID_KEY()));
        return new BatchId(name + "/" + query, number);
    }
}
