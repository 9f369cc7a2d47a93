package io.recoflow.jobs.recommend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.serving.ServingFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** A job that is started again whenever it ends, as a scheduler does, while shoppers go on browsing. */
final class StormedShop implements AutoCloseable {

    static final int RATE = 100;

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int TICKS = 10;
    private static final int MOST_MILLIS_CAUGHT_UP = 1_500;

    /** Longer than that: what has just begun has nothing that is unanswered for long. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private final ArchivedTables archived;

    private final ServingFixture shop;
    private final ActivityStreams streams;
    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final List<Pause> pauses = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService shoppers = Executors.newSingleThreadScheduledExecutor();
    private final int caughtUp;
    private boolean browsing = true;
    private int next;
    private RunningJob job;

    /** A time in which answers may be late, and why. */
    record Pause(String name, Instant from, Instant to) {
        boolean contains(Instant time) {
            return !time.isBefore(from) && !time.isAfter(to);
        }

        @Override
        public String toString() {
            return name + " " + Duration.between(from, to).toMillis() + " ms";
        }
    }

    /** What is done to the job or what it uses. */
    interface Deed {
        void run() throws Exception;
    }

    /** @param slowest milliseconds that an answer may take */
    StormedShop(ServingFixture shop, ActivityStreams streams, int slowest) throws Exception {
        this.caughtUp = Math.min(slowest, MOST_MILLIS_CAUGHT_UP);
        this.shop = shop;
        this.streams = streams;
        this.archived = new ArchivedTables(shop.lake());
        this.job = start();
        var unused = shoppers.scheduleAtFixedRate(this::browse, 0, 1_000 / TICKS, TimeUnit.MILLISECONDS);
        pause("start", this::awaitCaughtUp);
    }

    ActivityStreams streams() {
        return streams;
    }

    RunningJob job() {
        return job;
    }

    Set<String> sent() {
        return sent;
    }

    List<Pause> pauses() {
        return pauses;
    }

    Checkpoints checkpoints() {
        return Checkpoints.of(shop);
    }

    /** Answers may be late until what is done is done, and all that waited is answered. */
    void pause(String name, Deed deed) throws Exception {
        // What arrived just before may be amid a batch.
        Instant from = Instant.now().minusSeconds(1);
        deed.run();
        pauses.add(new Pause(name, from, Instant.now()));
    }

    /** Ends the job, does something, and starts it with further options. */
    void restart(String name, Deed between, String... more) throws Exception {
        pause(name, () -> {
            end();
            between.run();
            job = start(more);
            awaitCaughtUp();
        });
    }

    /** Starts the job again where it has ended by itself. */
    void restartIfEnded(String name) throws Exception {
        if (hasEnded()) {
            restart(name, () -> {});
        }
    }

    boolean hasEnded() {
        return job.said().contains("stream-recommend: ");
    }

    private void end() throws Exception {
        // It may end by itself at the moment when it is asked to.
        int exitCode = job.end();
        if (hasEnded()) {
            assertThat(exitCode).as(job.said()).isNotZero().isNotEqualTo(1);
        } else {
            assertThat(exitCode).as(job.said()).isZero();
        }
    }

    /** While nobody browses, and all is answered and stored. */
    void inSilence(String name, Deed deed) throws Exception {
        pause(name, () -> {
            letBrowse(false);
            try {
                awaitStored();
                deed.run();
            } finally {
                letBrowse(true);
            }
            awaitCaughtUp();
        });
    }

    /** Waits until the lake has as many events as were sent so far; where nobody browses, these are all. */
    void awaitStored() {
        int now = sent.size();
        job.await(() -> archived.table("recommendations")
                        .where("event_id RLIKE '^e[0-9]+$'")
                        .count()
                >= now);
    }

    /** Waits until an event that comes now is answered within a second. */
    private void awaitCaughtUp() {
        Awaitility.await().atMost(LIMIT).pollDelay(SETTLED).until(() -> hasEnded() || isCaughtUp());
        assertThat(hasEnded()).as(job.said()).isFalse();
    }

    /** What has answered nothing yet knows of nothing that is unanswered; where nobody comes, nothing is. */
    private synchronized boolean isCaughtUp() {
        return !browsing
                || (RunningJob.gauges("answered").sum() > 0
                        && RunningJob.gauges("oldestUnansweredMillis").max().orElse(Long.MAX_VALUE) < caughtUp);
    }

    private RunningJob start(String... more) {
        List<String> arguments = new ArrayList<>(RunningJob.arguments(streams, shop));
        arguments.set(arguments.indexOf("--deadline") + 1, "1s");
        arguments.addAll(List.of(more));
        return RunningJob.start(arguments);
    }

    /** What is on its way into the stream arrives before. */
    private synchronized void letBrowse(boolean yes) {
        browsing = yes;
    }

    private synchronized void browse() {
        if (!browsing) {
            return;
        }
        int from = next;
        next += RATE / TICKS;
        List<String> ids = IntStream.range(from, next).mapToObj(i -> "e" + i).toList();
        streams.put(ids.stream()
                .map(id -> ("{\"event_id\":\"" + id + "\",\"session_id\":\"s" + id.hashCode() % 50
                                + "\",\"city\":\"Paris\",\"credit_limit\":7,\"browse_history\":[{\"product_code\":\"P01\"}]}")
                        .getBytes(UTF_8))
                .toList());
        sent.addAll(ids);
    }

    /** No shopper comes any more. */
    void closeShop() throws InterruptedException {
        shoppers.shutdown();
        assertThat(shoppers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() throws Exception {
        shoppers.shutdownNow();
        end();
    }
}
