package io.recoflow.model.store;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Tells every few seconds what a load is at. */
final class LoadProgress implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final LoadEvents events;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "load-progress");
        thread.setDaemon(true);
        return thread;
    });

    private volatile Step step = new Step("Connecting", 0, System.nanoTime());
    private volatile long rows;

    LoadProgress(LoadEvents events) {
        this(events, INTERVAL);
    }

    LoadProgress(LoadEvents events, Duration interval) {
        this.events = events;
        timer.scheduleAtFixedRate(this::tell, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** @param expected rows, or 0 for a step that counts none */
    void begin(String what, long expected) {
        rows = 0;
        step = new Step(what, expected, System.nanoTime());
    }

    /** How many rows the step has done; for one thread. */
    void rows(long done) {
        rows = done;
    }

    private void tell() {
        Step now = step;
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - now.startNanos());
        events.progress(
                now.expected() == 0
                        ? String.format(Locale.ROOT, "%s (%d s)", now.what(), seconds)
                        : String.format(
                                Locale.ROOT, "%s: %,d of %,d (%d s)", now.what(), rows, now.expected(), seconds));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private record Step(String what, long expected, long startNanos) {}
}
