package io.recoflow.kinesis.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recoflow.kinesis.config.SourceSettings;
import io.recoflow.kinesis.fake.Conditions;
import io.recoflow.kinesis.fake.FakeKinesis;
import io.recoflow.kinesis.offset.KinesisOffset;
import io.recoflow.kinesis.offset.ShardPosition.TrimHorizon;
import io.recoflow.kinesis.offset.ShardProgress;
import io.recoflow.kinesis.read.ReadMetrics;
import io.recoflow.kinesis.read.ShardFeeds;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The driver's memory for a stream with a backlog in each shard, while nobody takes what is read. */
final class BufferMemoryTest {

    private static final long CAPACITY = 128L << 20;
    private static final int RECORD_BYTES = 10_000;

    /** More than the buffer, and more than a page of each shard. */
    private static final int LEAST_BACKLOG_BYTES = 400_000_000;

    private static final int LEAST_BACKLOG_BYTES_A_SHARD = 11_000_000;

    /** Beside the records: threads, lists, the pages' own copies. */
    private static final long BESIDE = 64L << 20;

    @ParameterizedTest
    @ValueSource(ints = {4, 50, 200})
    void holdsHowManyShardsThereMayBe(int shards) throws Exception {
        FakeKinesis kinesis = FakeKinesis.start(shards);
        // All pages are on their way at once.
        kinesis.under(Conditions.IDEAL.answeringAfter(Duration.ofMillis(200)));
        byte[] data = new byte[RECORD_BYTES];
        int records = Math.max(LEAST_BACKLOG_BYTES, LEAST_BACKLOG_BYTES_A_SHARD * shards) / RECORD_BYTES;
        for (int number = 0; number < records; number++) {
            kinesis.put("key" + number, data);
        }
        SourceSettings settings = SourceSettings.of(
                Map.of("streamName", "clicks", "pollInterval", "10ms", "bufferBytes", CAPACITY + "b"));
        ShardFeeds feeds = new ShardFeeds(kinesis, settings, Duration.ofHours(24), ReadMetrics.NONE);
        Map<String, ShardProgress> begin = new TreeMap<>();
        kinesis.openShards().forEach(shard -> begin.put(shard, new ShardProgress(new TrimHorizon(), Instant.now())));
        long before = usedBytes();
        try (DriverTail tail = new DriverTail(feeds, ReadMetrics.NONE, settings.bufferBytes(), null)) {
            tail.next(new KinesisOffset("clicks", begin), BatchLimits.NONE, Duration.ofSeconds(30));
            // Until no tailer finds space any more.
            await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(60)).until(() -> {
                long buffered = tail.buffered();
                return buffered == seen(buffered);
            });
            long used = usedBytes() - before;
            System.out.printf(
                    "BufferMemoryTest: %d shards, bufferBytes %d MB: %d MB of records, %d MB of heap%n",
                    shards, CAPACITY >> 20, tail.buffered() >> 20, used >> 20);

            assertThat(tail.buffered()).isLessThanOrEqualTo(CAPACITY).isGreaterThan(CAPACITY / 3);
            assertThat(used).isLessThan(CAPACITY + BESIDE);
        }
    }

    private long last = -1;

    /** The value that was seen last, which this one takes the place of. */
    private long seen(long value) {
        long before = last;
        last = value;
        return before;
    }

    private static long usedBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
