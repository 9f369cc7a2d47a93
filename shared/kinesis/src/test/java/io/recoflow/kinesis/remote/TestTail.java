package io.recoflow.kinesis.remote;

import io.recoflow.kinesis.client.Shard;
import io.recoflow.kinesis.config.SourceSettings;
import io.recoflow.kinesis.fake.FakeKinesis;
import io.recoflow.kinesis.offset.KinesisOffset;
import io.recoflow.kinesis.offset.ShardPosition.AfterSequenceNumber;
import io.recoflow.kinesis.offset.ShardPosition.TrimHorizon;
import io.recoflow.kinesis.offset.ShardProgress;
import io.recoflow.kinesis.read.ReadMetrics;
import io.recoflow.kinesis.read.ShardFeeds;
import io.recoflow.kinesis.tail.BatchLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A remote tail of a stream in memory whose executors are played by the test. */
final class TestTail implements AutoCloseable {

    private static final Instant BEGIN = Instant.parse("2026-11-20T08:00:00Z");

    private final FakeKinesis kinesis;
    private final Map<String, Long> versions = new HashMap<>();
    private final Map<String, String> sessions = new HashMap<>();
    private final Map<String, Order> orders = new HashMap<>();
    private final RemoteTail tail;

    TestTail(FakeKinesis kinesis, Map<String, String> options) {
        this.kinesis = kinesis;
        Map<String, String> all = new HashMap<>(options);
        all.put("streamName", "clicks");
        all.put("endpoint", kinesis.endpoint());
        SourceSettings settings = SourceSettings.of(all);
        ShardFeeds feeds = new ShardFeeds(kinesis, settings, Duration.ofHours(24), ReadMetrics.NONE);
        this.tail = new RemoteTail(
                "tail", feeds, ReadMetrics.NONE, new Order.Work(settings, Duration.ofHours(24), null), () -> {});
    }

    RemoteTail tail() {
        return tail;
    }

    /** All shards from their beginnings. */
    KinesisOffset start() {
        Map<String, ShardProgress> shards = new TreeMap<>();
        for (Shard shard : kinesis.listShards()) {
            shards.put(shard.id(), new ShardProgress(new TrimHorizon(), BEGIN));
        }
        return new KinesisOffset("clicks", shards);
    }

    KinesisOffset next(KinesisOffset start, BatchLimits limits) throws InterruptedException {
        return tail.next(start, limits, Duration.ZERO);
    }

    /** An executor reports, and does what it is told. */
    void report(String executor, Report.OfShard... shards) {
        tail.answer(
                        new Report.Executor(sessions.getOrDefault(executor, "session"), executor),
                        new Report.OfTail(version(executor), List.of(shards), new ReadCounts.Counted(0, 0, 0, 0), null))
                .ifPresent(order -> obey(executor, order));
    }

    /** An executor forgets all that it has read. */
    void beginAnew(String executor) {
        sessions.merge(executor, "another session", (before, next) -> before + ", " + next);
        versions.remove(executor);
        orders.remove(executor);
    }

    void obey(String executor, Order order) {
        versions.put(executor, order.version());
        orders.put(executor, order);
    }

    /** Of the order that an executor carries out. */
    long version(String executor) {
        return versions.getOrDefault(executor, -1L);
    }

    /** What an executor shall read, by shard id. */
    Map<String, Order.Place> places(String executor) {
        Order order = orders.get(executor);
        return order == null ? Map.of() : order.places();
    }

    /** The report of a page of records with the numbers from one to another, which are their arrival in seconds, too. */
    Report.OfShard page(String executor, String shard, int first, int last) {
        Piece piece = new Piece(number(last), millis(first), millis(last), last - first + 1, 100L * (last - first + 1));
        return new Report.OfShard(shard, number(executor, shard), List.of(piece), after(last), false, false, List.of());
    }

    Report.OfShard end(String executor, String shard, int last) {
        return new Report.OfShard(shard, number(executor, shard), List.of(), after(last), false, true, List.of());
    }

    private long number(String executor, String shard) {
        return Objects.requireNonNull(places(executor).get(shard)).number();
    }

    static ShardProgress after(int number) {
        return new ShardProgress(new AfterSequenceNumber(number(number)), Instant.ofEpochMilli(millis(number)));
    }

    private static String number(int number) {
        // As long as those of Kinesis.
        return "49543463076548007577105092703039560359975228518395%06d".formatted(number);
    }

    private static long millis(int number) {
        return BEGIN.plusSeconds(number).toEpochMilli();
    }

    @Override
    public void close() {
        tail.close();
    }
}
