package io.recoflow.jobs.recommend.archive;

import io.recoflow.lake.hourly.BatchId;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.streaming.runtime.StreamExecution;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;

/**
 * The queries that store, each with a checkpoint of its own. A batch that is repeated after a failure brings the same
 * rows under the same number, so the tables take it once.
 */
public final class ArchiveQueries {

    public static final String ARCHIVE = "archive";

    /** Named as its checkpoints are since the first release. */
    public static final String REJECTED = "dead-letters";

    public static final String RECOMMEND_AND_ARCHIVE = "recommend-and-archive";

    private static final int SHARDS_PER_TASK = 4;

    private final ArchiveTables tables;
    private final String formerWriter;
    private final String checkpoints;
    private final Trigger trigger;
    private final ReentrantLock turn = new ReentrantLock(true);

    /**
     * @param formerWriter by which earlier releases named all queries of this job in the tables
     * @param checkpoints a folder for each query is made in it
     * @param trigger when the sources are asked whether there is a batch
     */
    public ArchiveQueries(ArchiveTables tables, String formerWriter, String checkpoints, Trigger trigger) {
        this.tables = tables;
        this.formerWriter = formerWriter;
        this.checkpoints = checkpoints;
        this.trigger = trigger;
    }

    /** Stores what was published. */
    public StreamingQuery archive(Dataset<Row> published) throws TimeoutException {
        return start(ARCHIVE, published, inFewTasks(tables::storePublished));
    }

    /** Stores what of the activity is none, and counts all of it. */
    public StreamingQuery rejected(Dataset<Row> activity) throws TimeoutException {
        return start(REJECTED, activity, inFewTasks(tables::storeActivity));
    }

    /** Where nothing is published: recommends and stores it all. */
    public StreamingQuery recommendAndArchive(
            Dataset<Row> activity, MapPartitionsFunction<Row, Row> answering, Encoder<Row> encoder)
            throws TimeoutException {
        return start(RECOMMEND_AND_ARCHIVE, activity, (batch, id) -> {
            // Read once: not every source gives the same records twice.
            Dataset<Row> kept = batch.persist();
            try {
                tables.storeAnswers(kept.mapPartitions(answering, encoder), id);
                tables.storeActivity(kept, id);
            } finally {
                kept.unpersist();
            }
        });
    }

    /** One batch after the other, each in few tasks: the cores are for what is answered. */
    private BiConsumer<Dataset<Row>, BatchId> inFewTasks(BiConsumer<Dataset<Row>, BatchId> store) {
        return (batch, id) -> {
            int tasks = Math.max(1, batch.rdd().getNumPartitions() / SHARDS_PER_TASK);
            turn.lock();
            try {
                store.accept(batch.coalesce(tasks), id);
            } finally {
                turn.unlock();
            }
        };
    }

    private StreamingQuery start(String name, Dataset<Row> records, BiConsumer<Dataset<Row>, BatchId> store)
            throws TimeoutException {
        // These batches have rows enough for compiled projections to pay, and the code stays the same from batch to
        // batch.
        records.sparkSession().conf().set("spark.sql.codegen.factoryMode", "FALLBACK");
        return records.writeStream()
                .queryName(name)
                .option("checkpointLocation", checkpoints + "/" + name)
                .trigger(trigger)
                .foreachBatch((VoidFunction2<Dataset<Row>, Long>) (batch, number) -> store.accept(
                        batch, new BatchId(name + "/" + idOf(batch), Optional.of(formerWriter + "/" + name), number)))
                .start();
    }

    /** Of the query: it stands in its checkpoint, so numbers that begin anew with another checkpoint are another's. */
    private static String idOf(Dataset<Row> batch) {
        return Objects.requireNonNull(
                batch.sparkSession().sparkContext().getLocalProperty(StreamExecution.QUERY_ID_KEY()));
    }
}
