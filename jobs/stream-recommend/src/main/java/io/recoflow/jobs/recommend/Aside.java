package io.recoflow.jobs.recommend;

import io.recoflow.jobs.recommend.archive.AsideEvents;
import io.recoflow.jobs.recommend.stream.RecommendFunction;
import io.recoflow.runtime.report.Console;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What goes on beside the queries: events that were put aside are stored, and in real-time mode it is noted how far was
 * answered. A failure is told once, and what failed is done again.
 */
final class Aside implements AutoCloseable {

    /** What was answered since the last note is answered again after a failure. */
    static final Duration NOTE = Duration.ofSeconds(2);

    private static final Duration LONGEST_END = Duration.ofMinutes(1);

    private final Console console;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "recoflow-aside");
        thread.setDaemon(true);
        return thread;
    });

    private Aside(Console console) {
        this.console = console;
    }

    /**
     * Begins.
     *
     * @param interval between two looks for events that were put aside
     * @param note empty where nothing is to be noted
     * @param answered when the newest event arrived that was answered
     */
    static Aside start(
            AsideEvents events,
            RecommendFunction answering,
            Duration interval,
            Optional<AnsweredUntil> note,
            Supplier<Instant> answered,
            Console console) {
        Aside aside = new Aside(console);
        aside.repeat(
                interval,
                "Events that nobody waited for, and that were put aside, are not stored yet",
                () -> events.store(answering, RecommendFunction.encoder()));
        note.ifPresent(until -> aside.repeat(NOTE, "How far was answered cannot be noted", new Work() {
            private Instant noted = Instant.EPOCH;
            private Instant before = Instant.EPOCH;

            /** What was answered a while ago, so that the stream has it. */
            @Override
            public void run() throws Exception {
                if (before.isAfter(noted)) {
                    until.write(before);
                    noted = before;
                }
                before = answered.get();
            }
        }));
        return aside;
    }

    /** What is done again and again. */
    interface Work {
        void run() throws Exception;
    }

    private void repeat(Duration interval, String problem, Work work) {
        var unused = timer.scheduleWithFixedDelay(
                lasting(problem, work, console::warn), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Work whose failures are told, once until it works again. None leaves it: a timer would never run it again.
     *
     * @param warning takes a line
     */
    static Runnable lasting(String problem, Work work, Consumer<String> warning) {
        boolean[] failed = {false};
        return () -> {
            try {
                work.run();
                failed[0] = false;
            } catch (Exception | Error e) {
                if (!failed[0]) {
                    warning.accept(problem + ", and it is tried again: " + e.getMessage());
                }
                failed[0] = true;
            }
        };
    }

    /** What is being stored is stored; the rest is by the next run. */
    @Override
    public void close() throws InterruptedException {
        timer.shutdown();
        if (!timer.awaitTermination(LONGEST_END.toSeconds(), TimeUnit.SECONDS)) {
            timer.shutdownNow();
        }
    }
}
