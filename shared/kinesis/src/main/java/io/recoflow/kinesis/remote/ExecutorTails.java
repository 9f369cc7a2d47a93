package io.recoflow.kinesis.remote;

import io.recoflow.kinesis.client.KinesisRecord;
import io.recoflow.kinesis.offset.ShardPosition;
import io.recoflow.kinesis.tail.Holder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.BlockManagerId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The executor's side of tails: asks the driver what to read, and tells what it has read. */
public final class ExecutorTails implements AutoCloseable {

    /** Asks the driver; both in the form of {@link Wire}. */
    @FunctionalInterface
    public interface Driver {

        Object ask(byte[] report) throws Exception;
    }

    private static final Logger LOG = LoggerFactory.getLogger(ExecutorTails.class);

    /** One a process: Spark makes the plugin, and the readers of tasks, and neither knows the other. */
    private static final AtomicReference<@Nullable ExecutorTails> CURRENT = new AtomicReference<>();

    private static final long REPORT_MILLIS = 100;

    /** Where there is nothing to read. */
    private static final long IDLE_MILLIS = 1_000;

    private final String executorId;
    private final Driver driver;
    private final Thread thread = new Thread(this::run, "recoflow-kinesis-reports");
    private final Map<String, ExecutorTail> tails = new ConcurrentHashMap<>();
    private String session = newSession();

    private ExecutorTails(String executorId, Driver driver) {
        this.executorId = executorId;
        this.driver = driver;
    }

    /** Begins to ask, for this process. */
    public static ExecutorTails start(String executorId, Driver driver) {
        ExecutorTails started = new ExecutorTails(executorId, driver);
        CURRENT.set(started);
        started.thread.setDaemon(true);
        started.thread.start();
        return started;
    }

    /** The records of a shard between two positions, or nothing where this process does not have them all. */
    public static Optional<List<KinesisRecord>> records(
            Holder holder, String shardId, ShardPosition from, ShardPosition to) {
        return Optional.ofNullable(CURRENT.get())
                .flatMap(each -> Optional.ofNullable(each.tails.get(holder.tailId())))
                .flatMap(tail -> tail.records(shardId, from, to));
    }

    private void run() {
        try {
            while (true) {
                // In local mode, Spark makes plugins first.
                BlockManagerId spark = SparkEnv.get().blockManager().blockManagerId();
                if (spark != null) {
                    exchange("executor_" + spark.host() + "_" + executorId);
                }
                TimeUnit.MILLISECONDS.sleep(tails.isEmpty() ? IDLE_MILLIS : REPORT_MILLIS);
            }
        } catch (InterruptedException e) {
            // Spark ends.
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Reports, and does what the answer says. An answer that is lost leaves open what the driver knows: to it, this is a
     * new executor from then on.
     *
     * @param location as Spark writes it
     */
    private void exchange(String location) throws InterruptedException {
        Map<String, Report.OfTail> reports = new HashMap<>();
        tails.forEach((id, tail) -> reports.put(id, tail.report()));
        Report report = new Report(new Report.Executor(session, location), reports);
        try {
            follow((Answer) Wire.decode((byte[]) driver.ask(Wire.encode(report))));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            LOG.warn("The driver did not answer, so this executor begins to read anew: {}", e.toString());
            List.copyOf(tails.keySet()).forEach(this::close);
            session = newSession();
        }
    }

    private void follow(Answer answer) {
        for (String id : List.copyOf(tails.keySet())) {
            if (!answer.tails().contains(id)) {
                close(id);
            }
        }
        answer.orders().forEach((id, order) -> tails.computeIfAbsent(id, each -> new ExecutorTail(order.work()))
                .follow(order));
    }

    private void close(String id) {
        ExecutorTail tail = tails.remove(id);
        if (tail != null) {
            tail.close();
        }
    }

    private static String newSession() {
        return UUID.randomUUID().toString();
    }

    @Override
    public void close() {
        CURRENT.compareAndSet(this, null);
        thread.interrupt();
        List.copyOf(tails.keySet()).forEach(this::close);
    }
}
