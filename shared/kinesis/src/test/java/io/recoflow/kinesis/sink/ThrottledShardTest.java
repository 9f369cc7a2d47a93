package io.recoflow.kinesis.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A shard that takes less than is written to it, beside others that take all. */
@Timeout(60)
class ThrottledShardTest {

    private static final int THROTTLED = 2;
    private static final int OTHER = 1;
    private static final int TRICKLE_A_SECOND = 5;
    private static final int TROUBLED_SECONDS = 5;
    private static final int RECORDS_A_SECOND = 1_000;
    private static final int UNTROUBLED = RECORDS_A_SECOND;
    private static final int RECORDS = UNTROUBLED + TROUBLED_SECONDS * RECORDS_A_SECOND;
    private static final int MOST_REFUSED = 500;

    /** How long nothing must happen before a test believes that nothing will. */
    private static final Duration A_WHILE = Duration.ofMillis(200);

    private static final Duration LONGEST_MEDIAN = Duration.ofMillis(200);

    private final LimitedShards shards = LimitedShards.of(4);
    private final ScriptedStream stream = new ScriptedStream().always(shards);
    private final long[] dueNanos = new long[RECORDS];

    /** What was seen of a shard's trouble at its end. */
    private record Trouble(Map<String, Long> storedNanos, int refused, long endNanos) {}

    @Test
    void otherShardsDoNotWaitForIt() {
        stream.listing(shards.list());

        Trouble trouble = writeInTrouble();

        assertThat(medianOfOthers(trouble)).isLessThan(LONGEST_MEDIAN);
        assertThat(trouble.refused()).isLessThan(MOST_REFUSED);
    }

    @Test
    void otherShardsDoNotWaitForItThoughShardsCannotBeListed() {
        assertThat(medianOfOthers(writeInTrouble())).isLessThan(LONGEST_MEDIAN);
    }

    @Test
    void aShardThatIsThrottledShortlyDoesNotWaitForOneThatIsThrottledLong() {
        stream.listing(shards.list());
        try (RecordPublisher publisher = open()) {
            shards.limit(THROTTLED, TRICKLE_A_SECOND);
            shards.limit(OTHER, TRICKLE_A_SECOND);
            write(publisher, 0, RECORDS_A_SECOND);
            shards.limit(OTHER, RECORDS_A_SECOND);

            await().until(() -> shards.storedNanos().keySet().containsAll(keys(RECORDS_A_SECOND, OTHER)));
            assertThat(shards.storedNanos().keySet().containsAll(keys(RECORDS_A_SECOND, THROTTLED)))
                    .isFalse();
            shards.unlimit();
            publisher.flush();
        }
    }

    /** 100 kB each: 14 MB wait for the shard, then 50 MB pass by, then more than 15 MiB would wait. */
    @Test
    void whatWaitsForItLeavesRoomForOthers() {
        stream.listing(shards.list());
        AtomicInteger added = new AtomicInteger();
        try (RecordPublisher publisher = open()) {
            shards.limit(THROTTLED, 0);
            add(publisher, keys(1_000, THROTTLED).subList(0, 100));
            await().until(() -> shards.refused() >= 100);
            add(publisher, keys(1_000, THROTTLED).subList(100, 140));

            Background.run(() -> add(publisher, keys(2_000, OTHER).subList(0, 500)))
                    .join();
            await().until(() -> shards.storedNanos().size() == 500);
            CompletableFuture<Void> adding = Background.run(
                    () -> keys(2_000, THROTTLED).subList(140, 240).forEach(key -> {
                        add(publisher, List.of(key));
                        added.incrementAndGet();
                    }));
            await().untilAsserted(() -> assertThat(added).hasValueBetween(10, 20));
            await().during(A_WHILE).until(() -> added.get() <= 20);
            shards.unlimit();
            adding.join();
            publisher.flush();
        }
        assertThat(shards.storedNanos()).hasSize(740);
    }

    @Test
    void closeEndsTheThreadsThoughRecordsWaitForIt() {
        shards.limit(THROTTLED, 0);
        RecordPublisher publisher = open();
        write(publisher, 0, 100);
        await().until(() -> shards.refused() > 0);

        publisher.close();

        await().until(() -> PublisherThreads.count() == 0);
        int requests = stream.requests().size();
        await().during(A_WHILE).until(() -> stream.requests().size() == requests);
    }

    private RecordPublisher open() {
        return new RecordPublisher(stream, Settings.lingering(Duration.ofMillis(5)), null);
    }

    /** Writes for a second, and then while a shard takes a trickle only. */
    private Trouble writeInTrouble() {
        try (RecordPublisher publisher = open()) {
            write(publisher, 0, UNTROUBLED);
            publisher.flush();
            shards.limit(THROTTLED, TRICKLE_A_SECOND);
            CompletableFuture<Trouble> ending = CompletableFuture.supplyAsync(
                    this::endTrouble, CompletableFuture.delayedExecutor(TROUBLED_SECONDS, TimeUnit.SECONDS));
            write(publisher, UNTROUBLED, RECORDS);
            publisher.flush();
            assertThat(shards.storedNanos().keySet()).containsExactlyInAnyOrderElementsOf(keys(RECORDS));
            return ending.join();
        }
    }

    private Duration medianOfOthers(Trouble trouble) {
        Duration before = median(trouble, 0, UNTROUBLED, shard -> true);
        Duration others = median(trouble, UNTROUBLED, RECORDS, shard -> shard != THROTTLED);
        System.out.println("Median of a record's way: " + before.toMillis() + " ms untroubled, " + others.toMillis()
                + " ms beside a throttled shard, which refused " + trouble.refused());
        assertThat(keys(RECORDS, THROTTLED).stream()
                        .filter(key -> Integer.parseInt(key.substring(1)) >= UNTROUBLED)
                        .filter(trouble.storedNanos()::containsKey))
                .hasSizeBetween(1, 2 * TROUBLED_SECONDS * TRICKLE_A_SECOND);
        return others;
    }

    private Trouble endTrouble() {
        Trouble trouble = new Trouble(shards.storedNanos(), shards.refused(), System.nanoTime());
        shards.unlimit();
        return trouble;
    }

    /** Adds records when they are due, or as soon as there is room for them. */
    private void write(RecordPublisher publisher, int from, int to) {
        long begin = System.nanoTime();
        for (int i = from; i < to; i++) {
            dueNanos[i] = begin + TimeUnit.SECONDS.toNanos(i - from) / RECORDS_A_SECOND;
            while (System.nanoTime() < dueNanos[i]) {
                LockSupport.parkNanos(dueNanos[i] - System.nanoTime());
            }
            publisher.add(key(i), new byte[100]);
        }
    }

    /** Of the times from when a record was due to when it was stored, or to the end of the trouble. */
    private Duration median(Trouble trouble, int from, int to, IntPredicate ofShard) {
        long[] ways = IntStream.range(from, to)
                .filter(i -> ofShard.test(shards.shardOf(key(i))))
                .mapToLong(i -> trouble.storedNanos().getOrDefault(key(i), trouble.endNanos()) - dueNanos[i])
                .sorted()
                .toArray();
        return Duration.ofNanos(ways[ways.length / 2]);
    }

    private static void add(RecordPublisher publisher, List<String> keys) {
        keys.forEach(key -> publisher.add(key, new byte[100_000]));
    }

    private static List<String> keys(int records) {
        return IntStream.range(0, records).mapToObj(ThrottledShardTest::key).toList();
    }

    private List<String> keys(int records, int shard) {
        return keys(records).stream()
                .filter(key -> shards.shardOf(key) == shard)
                .toList();
    }

    private static String key(int record) {
        return "k" + record;
    }
}
