package io.recoflow.jobs.recommend.archive;

import io.recoflow.lake.hourly.HourlyTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/**
 * Keeps the tables from growing for ever, in a thread and a pool of the scheduler of its own: deletes what is older than
 * they keep, and the files that they do not have any more. What fails is told, and done the next time.
 */
public final class TableMaintenance implements AutoCloseable {

    /** As long as Kinesis may keep records (365 days), and a query may read them again. */
    private static final Duration ERASURES = Duration.ofDays(366);

    /**
     * When it is done.
     *
     * @param first after the start, when the job has taken up what waited
     * @param interval from the end of one time to the next
     */
    public record Rhythm(Duration first, Duration interval) {
        public static final Rhythm DEFAULT = new Rhythm(Duration.ofMinutes(10), Duration.ofHours(6));
    }

    /**
     * For how long what is kept.
     *
     * @param rows of the tables but that of rejected records, by their arrival
     * @param rejected of that one
     * @param deletedFiles files that a table does not have any more, for those who still read it as it was
     */
    public record Retention(Duration rows, Duration rejected, Duration deletedFiles) {}

    private final SparkSession session;
    private final ArchiveTables tables;
    private final Retention retention;
    private final Clock clock;
    private final Consumer<String> warning;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "recoflow-maintenance");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean closed;

    /** @param warning takes a line for what failed */
    public TableMaintenance(
            SparkSession session, ArchiveTables tables, Retention retention, Clock clock, Consumer<String> warning) {
        this.session = session;
        this.tables = tables;
        this.retention = retention;
        this.clock = clock;
        this.warning = warning;
    }

    /** Does it from now on. */
    public TableMaintenance start(Rhythm rhythm) {
        var unused = timer.scheduleWithFixedDelay(
                this::run, rhythm.first().toMillis(), rhythm.interval().toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /** Does it once, now. */
    public void run() {
        session.sparkContext().setLocalProperty("spark.scheduler.pool", "maintenance");
        Instant now = clock.instant();
        maintain(tables.recommendations(), now.minus(retention.rows()));
        maintain(tables.counts(), now.minus(retention.rows()));
        maintain(tables.rejected(), now.minus(retention.rejected()));
        maintain(tables.erasures().table(), now.minus(ERASURES));
    }

    private void maintain(HourlyTable table, Instant oldest) {
        if (closed) {
            return;
        }
        try {
            table.deleteHoursBefore(oldest);
            table.vacuum(retention.deletedFiles());
        } catch (RuntimeException | Error e) {
            // An exception that left this thread would be the last time that anything is deleted.
            if (!closed) {
                warning.accept("What is old in " + table.location() + " could not be deleted, and is the next time: "
                        + e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        // Not interrupted: what is amid its commit may end it, and the rest ends with the session.
        timer.shutdown();
    }
}
