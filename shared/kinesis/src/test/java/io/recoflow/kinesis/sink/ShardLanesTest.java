package io.recoflow.kinesis.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recoflow.kinesis.client.OutgoingRecord;
import io.recoflow.kinesis.client.Shard;
import io.recoflow.kinesis.config.SinkSettings;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lanes of a stream whose shards change. */
@Timeout(60)
class ShardLanesTest {

    private static final int THROTTLED = 2;
    private static final BigInteger KEYS = BigInteger.ONE.shiftLeft(128);
    private static final Shard WHOLE = new Shard("whole", List.of(), BigInteger.ZERO, KEYS.subtract(BigInteger.ONE));

    private final LimitedShards shards = LimitedShards.of(4);
    private final ScriptedStream stream = new ScriptedStream().always(shards).listing(List.of(WHOLE));
    private final AtomicLong now = new AtomicLong();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<OutgoingRecord> stored = new ArrayList<>();
    private final ShardLanes lanes = lanes();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void recordsOfASplitShardWaitForItsSuccessorsEachForItsOwn() {
        shards.limit(THROTTLED, 0);
        List<OutgoingRecord> records = IntStream.range(0, 400)
                .mapToObj(i -> new OutgoingRecord("k" + i, new byte[1]))
                .toList();
        int others =
                (int) records.stream().filter(record -> !isThrottled(record)).count();

        locked(() -> lanes.add(records));
        await().until(() -> stream.requestSizes().contains(1));
        assertThat(stored().size()).isLessThan(others);
        stream.listing(shards.list());
        now.addAndGet(ShardDirectory.LIFE.toNanos() + 1);

        await().untilAsserted(() -> assertThat(stored()).hasSize(others));
        assertThat(stored()).noneMatch(this::isThrottled);
        await().untilAsserted(() -> locked(() -> assertThat(records)
                .allSatisfy(
                        record -> assertThat(lanes.laneOf(record).isPresent()).isEqualTo(isThrottled(record)))));
        shards.unlimit();
        await().untilAsserted(() -> assertThat(stored()).containsExactlyInAnyOrderElementsOf(records));
        await().untilAsserted(() -> locked(() -> assertThat(lanes.bytes()).isZero()));
    }

    private boolean isThrottled(OutgoingRecord record) {
        return shards.shardOf(record.partitionKey()) == THROTTLED;
    }

    private synchronized List<OutgoingRecord> stored() {
        return List.copyOf(stored);
    }

    private synchronized void locked(Runnable task) {
        task.run();
    }

    private ShardLanes lanes() {
        SinkSettings settings = Settings.fullBatchesOnly();
        RequestLimit limit = new RequestLimit(settings.client().callTimeout());
        return new ShardLanes(
                new RequestSender(stream, settings, limit, timer),
                limit,
                new ShardDirectory(stream, task -> new Thread(task).start(), now::get),
                timer,
                new ShardLanes.Owner(this::locked, stored::addAll, failure -> {
                    throw failure;
                }));
    }
}
