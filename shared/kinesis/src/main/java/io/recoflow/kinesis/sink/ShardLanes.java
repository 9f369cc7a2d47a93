package io.recoflow.kinesis.sink;

import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.client.OutgoingRecord;
import io.recoflow.kinesis.sink.RequestSender.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The lanes of the shards that refuse records. Each makes one request at a time until it is empty, so a shard's records
 * wait for themselves alone. Where shards cannot be listed, all that is refused shares one lane. To be called under the
 * owner's monitor, which the lanes' own work takes, too.
 */
final class ShardLanes {

    /**
     * Whose records these are.
     *
     * @param monitor runs a task at once, under the owner's monitor
     * @param stored takes what is stored
     * @param failed takes why records never will be; they stay where they are
     */
    record Owner(Executor monitor, Consumer<List<OutgoingRecord>> stored, Consumer<KinesisException> failed) {}

    /** Whatever the shard. */
    private static final String SHARED = "";

    /** Between two requests of a lane; any time between these two, so that lanes do not come together. */
    private static final long SHORTEST_PAUSE_MILLIS = 40;

    private static final long LONGEST_PAUSE_MILLIS = 60;

    private final RequestSender requests;
    private final RequestLimit limit;
    private final ShardDirectory directory;
    private final ScheduledExecutorService timer;
    private final Owner owner;
    private final Map<String, ShardLane> lanes = new HashMap<>();
    private long bytes;

    ShardLanes(
            RequestSender requests,
            RequestLimit limit,
            ShardDirectory directory,
            ScheduledExecutorService timer,
            Owner owner) {
        this.requests = requests;
        this.limit = limit;
        this.directory = directory;
        this.timer = timer;
        this.owner = owner;
    }

    /** The memory of all that waits here, in bytes. */
    long bytes() {
        return bytes;
    }

    /** The lane where a record has to wait; nothing where its shard refuses none, or is not known. */
    Optional<ShardLane> laneOf(OutgoingRecord record) {
        return lanes.isEmpty()
                ? Optional.empty()
                : directory.known().shardOf(record.partitionKey()).map(lanes::get);
    }

    /** Lets a record wait in a lane. */
    void add(ShardLane lane, OutgoingRecord record) {
        lane.add(record);
        bytes += record.sizeInMemory();
    }

    /** Lets refused records wait, each in the lane of its shard, as soon as that is known. */
    void add(List<OutgoingRecord> refused) {
        var unused = directory
                .recent()
                .thenAcceptAsync(ranges -> refused.forEach(record -> add(ranges, record)), owner.monitor());
    }

    private void add(ShardRanges ranges, OutgoingRecord record) {
        String shard = ranges.shardOf(record.partitionKey()).orElse(SHARED);
        ShardLane lane = lanes.get(shard);
        if (lane == null) {
            lane = new ShardLane(ranges, shard);
            lanes.put(shard, lane);
            sendSoon(lane);
        }
        add(lane, record);
    }

    private void sendSoon(ShardLane lane) {
        long pause = ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
        var unused = timer.schedule(() -> send(lane), pause, TimeUnit.MILLISECONDS);
    }

    private void send(ShardLane lane) {
        var unused = requests.retrying(() -> attempt(lane))
                .thenAcceptAsync(failure -> ended(lane, failure), owner.monitor());
    }

    private CompletionStage<Void> attempt(ShardLane lane) {
        return CompletableFuture.supplyAsync(() -> lane.request(limit), owner.monitor())
                .thenCompose(requests::send)
                .thenAcceptAsync(answer -> answered(lane, answer), owner.monitor());
    }

    private void answered(ShardLane lane, Answer answer) {
        lane.answered(answer);
        bytes -= sizeInMemory(answer.stored());
        owner.stored().accept(answer.stored());
        if (answer.refusal() == null) {
            return;
        }
        var unused = directory.recent();
        if (answer.stored().isEmpty() && isCurrent(lane)) {
            // It goes on after a longer pause, or fails where nothing was stored for long.
            throw answer.refusal();
        }
    }

    private void ended(ShardLane lane, Optional<KinesisException> failure) {
        if (failure.isPresent()) {
            owner.failed().accept(failure.get());
        } else if (isCurrent(lane) && !lane.isEmpty()) {
            sendSoon(lane);
        } else {
            close(lane);
        }
    }

    /** What still waits goes to other lanes: the shard may have been split or merged. */
    private void close(ShardLane lane) {
        lanes.remove(lane.shard());
        bytes -= sizeInMemory(lane.waiting());
        if (!lane.isEmpty()) {
            add(lane.waiting());
        }
    }

    private boolean isCurrent(ShardLane lane) {
        return lane.ranges().equals(directory.known());
    }

    private static long sizeInMemory(List<OutgoingRecord> records) {
        return records.stream().mapToLong(OutgoingRecord::sizeInMemory).sum();
    }
}
