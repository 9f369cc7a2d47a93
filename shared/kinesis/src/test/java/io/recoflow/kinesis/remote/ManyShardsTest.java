package io.recoflow.kinesis.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.kinesis.fake.FakeKinesis;
import io.recoflow.kinesis.offset.KinesisOffset;
import io.recoflow.kinesis.offset.ShardPosition.AfterSequenceNumber;
import io.recoflow.kinesis.offset.ShardProgress;
import io.recoflow.kinesis.tail.BatchLimits;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What executor tails cost the driver; the figures of the README are printed here. */
final class ManyShardsTest {

    private static final int EXECUTORS = 8;
    private static final int ROUNDS = Integer.getInteger("rounds", 50);
    private static final int PAGES_PER_BATCH = 10;

    /** Reports of a second, as many as an executor sends. */
    private static final int REPORTS_A_SECOND = 10;

    private final Map<String, Long> numbers = new HashMap<>();
    private long reportBytes;
    private long answerBytes;
    private long reportNanos;
    private long reports;

    @ParameterizedTest
    @CsvSource({"8, no limit", "200, no limit", "1000, no limit", "1000, 1000000"})
    void theDriverHoldsFewBytesAShard(int shards, String limit) throws Exception {
        FakeKinesis kinesis = FakeKinesis.start(shards);
        Map<String, String> options = limit.equals("no limit") ? Map.of() : Map.of("maxRecordsPerTrigger", limit);
        long before = usedBytes();
        try (TestTail tail = new TestTail(kinesis, options)) {
            measure(tail, shards, limit, before);
        }
    }

    private void measure(TestTail tail, int shards, String limit, long before) throws Exception {
        BatchLimits limits =
                limit.equals("no limit") ? BatchLimits.NONE : new BatchLimits(Long.parseLong(limit), Long.MAX_VALUE);
        KinesisOffset offset = tail.start();
        exchange(tail, false);
        tail.next(offset, limits);
        reportBytes = 0;
        answerBytes = 0;
        reportNanos = 0;
        reports = 0;
        long nextNanos = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (int page = 0; page < PAGES_PER_BATCH; page++) {
                exchange(tail, true);
            }
            long begin = cpuNanos();
            KinesisOffset end = tail.next(offset, limits);
            nextNanos += cpuNanos() - begin;
            assertThat(end.samePositions(offset)).isFalse();
            offset = end;
        }
        for (int page = 0; page < PAGES_PER_BATCH; page++) {
            exchange(tail, true);
        }
        long held = usedBytes() - before;
        long json = offset.json().getBytes(StandardCharsets.UTF_8).length;
        double nanosPerReport = (double) reportNanos / reports;
        System.out.printf(
                "ManyShardsTest: %d shards, %d executors, %s: offset %d bytes (%d a shard), held %d bytes a shard,"
                        + " next %.1f ms, report %d bytes, answer %d bytes, %.2f ms of the driver a report,"
                        + " %d messages/s take %.1f %% of a core%n",
                shards,
                EXECUTORS,
                limit,
                json,
                json / shards,
                held / shards,
                (double) nextNanos / ROUNDS / TimeUnit.MILLISECONDS.toNanos(1),
                reportBytes / reports,
                answerBytes / reports,
                nanosPerReport / TimeUnit.MILLISECONDS.toNanos(1),
                EXECUTORS * REPORTS_A_SECOND,
                100 * nanosPerReport * EXECUTORS * REPORTS_A_SECOND / TimeUnit.SECONDS.toNanos(1));
        // Fewer shards are for warming up.
        if (shards > EXECUTORS) {
            assertThat(json / shards).isLessThan(80);
            // Some of it is not the tail's: other tests of this virtual machine have threads that end.
            assertThat(held / shards).isLessThan(16_384);
        }
    }

    /** Each executor reports once, with a page of a hundred records of each shard. */
    private void exchange(TestTail tail, boolean pages) {
        for (int executor = 0; executor < EXECUTORS; executor++) {
            String name = "executor_host" + executor + "_" + executor;
            List<Report.OfShard> shards = new ArrayList<>();
            if (pages) {
                tail.places(name).forEach((shard, place) -> shards.add(page(shard, place)));
            }
            byte[] report = Wire.encode(new Report(
                    new Report.Executor("session", name),
                    Map.of(
                            "tail",
                            new Report.OfTail(tail.version(name), shards, new ReadCounts.Counted(0, 0, 0, 0), null))));
            long begin = cpuNanos();
            Report decoded = (Report) Wire.decode(report);
            Map<String, Order> orders = new HashMap<>();
            tail.tail()
                    .answer(
                            decoded.executor(),
                            Objects.requireNonNull(decoded.tails().get("tail")))
                    .ifPresent(order -> orders.put("tail", order));
            byte[] answer = Wire.encode(new Answer(new HashSet<>(List.of("tail")), new HashMap<>(orders)));
            reportNanos += cpuNanos() - begin;
            reports++;
            reportBytes += report.length;
            answerBytes += answer.length;
            orders.values().forEach(order -> tail.obey(name, order));
        }
    }

    private Report.OfShard page(String shard, Order.Place place) {
        long last = numbers.merge(shard, 100L, Long::sum);
        String number = "49543463076548007577105092703039%024d".formatted(last * 7_919 + shard.hashCode() % 1_000);
        Instant arrival = Instant.ofEpochMilli(1_795_161_600_000L + last);
        return new Report.OfShard(
                shard,
                place.number(),
                new ArrayList<>(
                        List.of(new Piece(number, arrival.toEpochMilli(), arrival.toEpochMilli(), 100, 100_000))),
                new ShardProgress(new AfterSequenceNumber(number), arrival),
                false,
                false,
                List.of());
    }

    /** Of this thread, since other processes take time, too. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long usedBytes() {
        for (int pass = 0; pass < 3; pass++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
