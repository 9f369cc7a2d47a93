package io.recoflow.runtime.report;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.SparkStatusTracker;
import org.apache.spark.sql.SparkSession;

/** Says every few seconds how far Spark is with what the job is doing. Quiet while nothing changes. */
public final class SparkProgress implements AutoCloseable {

    private static final int SECONDS_BETWEEN_LINES = 3;

    private final SparkStatusTracker tracker;
    private final Console console;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private volatile String description = "";
    private String lastLine = "";

    private SparkProgress(SparkStatusTracker tracker, Console console) {
        this.tracker = tracker;
        this.console = console;
    }

    /** Begins to watch the session's stages, until it is closed. */
    public static SparkProgress start(SparkSession session, Console console) {
        SparkProgress progress = new SparkProgress(session.sparkContext().statusTracker(), console);
        var unused = progress.timer.scheduleWithFixedDelay(
                progress::print, SECONDS_BETWEEN_LINES, SECONDS_BETWEEN_LINES, TimeUnit.SECONDS);
        return progress;
    }

    /** What the stages from now on are about: "ratings, 2,000 rows". */
    public void describe(String what) {
        description = what;
        console.progress("Working on " + what + ".");
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void print() {
        int tasks = 0;
        int completed = 0;
        for (int stage : tracker.getActiveStageIds()) {
            SparkStageInfo info = tracker.getStageInfo(stage).getOrElse(() -> null);
            if (info != null) {
                tasks += info.numTasks();
                completed += info.numCompletedTasks();
            }
        }
        String line = "Working on " + description + ": " + completed + " of " + tasks + " tasks done.";
        if (tasks > 0 && !line.equals(lastLine)) {
            lastLine = line;
            console.progress(line);
        }
    }
}
