package io.recoflow.jobs.recommend;

import io.recoflow.jobs.recommend.stream.RecommendFunction;
import io.recoflow.jobs.recommend.stream.RecommendQuery;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.report.Console;
import io.recoflow.streaming.broker.Broker;
import io.recoflow.streaming.broker.BrokerFailure.Kind;
import io.recoflow.streaming.broker.Latency;
import io.recoflow.streaming.broker.StreamAddress;
import io.recoflow.streaming.broker.StreamRead;
import io.recoflow.streaming.query.GracefulStop;
import io.recoflow.streaming.query.SupervisedQuery;
import io.recoflow.streaming.query.TaskSlots;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;

/**
 * Starts the query that answers. In real time, each shard takes a task slot for good, and shards beyond the slots are
 * never read; so where there are too few it goes over to micro-batches, from the same checkpoint, for the rest of the run.
 */
final class RecommendStarter implements SupervisedQuery.Starter {

    private final RecommendQuery query;
    private final Broker activity;
    private final StreamRead read;
    private final RecommendFunction answering;
    private final TaskSlots slots;
    private final Console console;
    private Latency latency;

    /** @param latency that was asked for */
    RecommendStarter(
            RecommendQuery query,
            Broker activity,
            StreamRead read,
            RecommendFunction answering,
            Latency latency,
            TaskSlots slots,
            Console console) {
        this.query = query;
        this.activity = activity;
        this.read = read;
        this.answering = answering;
        this.latency = latency;
        this.slots = slots;
        this.console = console;
    }

    @Override
    public StreamingQuery start(SparkSession session) throws TimeoutException {
        if (latency == Latency.REAL_TIME && !slots.mayGrow()) {
            checkSlots();
        }
        return query.start(
                activity.read(session, read), latency == Latency.REAL_TIME ? answering.oneByOne() : answering, latency);
    }

    @Override
    public boolean copesWith(JobException failure) {
        if (latency == Latency.REAL_TIME && isForWantOfSlots(failure)) {
            goOver(failure.causeText());
            return true;
        }
        return false;
    }

    /** A real-time batch ends when its time is over and no sooner, and holds nothing that is not answered. */
    @Override
    public Duration longestRest() {
        return latency == Latency.REAL_TIME ? Duration.ZERO : GracefulStop.LIMIT;
    }

    private boolean isForWantOfSlots(JobException failure) {
        return activity.failure(failure)
                .filter(found -> found.kind() == Kind.TOO_FEW_SLOTS)
                .isPresent();
    }

    /** The archive needs a slot as well. */
    private void checkSlots() {
        StreamAddress stream = read.stream();
        int shards = activity.openShards(stream);
        int found = slots.awaited(shards + 1);
        if (found <= shards) {
            goOver(stream + " has " + shards + " open shards, each of which takes a task slot for good, and Spark has "
                    + found + " in all");
        }
    }

    private void goOver(String cause) {
        latency = Latency.MICRO_BATCH;
        console.warn("Cannot answer in real time: " + cause + ". Events are answered in micro-batches until the job is"
                + " started again: give Spark a slot for each shard and two more, or --latency micro-batch.");
    }
}
