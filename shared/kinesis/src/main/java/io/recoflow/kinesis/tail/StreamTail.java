package io.recoflow.kinesis.tail;

import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.client.KinesisRecord;
import io.recoflow.kinesis.offset.KinesisOffset;
import io.recoflow.kinesis.offset.ShardPosition;
import io.recoflow.kinesis.offset.ShardProgress;
import io.recoflow.kinesis.read.ReadMetrics;
import io.recoflow.kinesis.read.ShardFeeds;
import io.recoflow.kinesis.read.ShardPage;
import io.recoflow.kinesis.read.ShardTopology;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The open end of a stream, read ahead on the driver into a bounded buffer. A micro-batch is cut from it on the
 * boundaries of Kinesis records. Callers of the query's thread and one tailer a shard meet here.
 */
public final class StreamTail implements AutoCloseable {

    /**
     * What became of a page.
     *
     * @param bytes what it takes in the buffer
     * @param wantsMore whether more of its shard shall be read
     */
    record Taken(long bytes, boolean wantsMore) {}

    private final ShardFeeds feeds;
    private final ReadMetrics metrics;
    private final BufferSpace space;
    private final @Nullable Instant target;
    private final ExecutorService threads;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();

    // All that follows is guarded by the lock.
    private final Map<String, ShardBuffer> buffers = new HashMap<>();
    private final Map<String, Future<?>> tailers = new HashMap<>();
    private final Map<String, ShardProgress> unreachable = new HashMap<>();
    private ShardTopology topology = ShardTopology.NONE;
    private boolean resumed;
    private long buffered;
    private @Nullable RuntimeException failure;

    /**
     * @param capacity most bytes in memory; reading waits beyond
     * @param target everything that was there at this time is read, and no more; null to go on for ever
     */
    public StreamTail(ShardFeeds feeds, ReadMetrics metrics, long capacity, @Nullable Instant target) {
        this.feeds = feeds;
        this.metrics = metrics;
        this.space = new BufferSpace(capacity);
        this.target = target;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "recoflow-kinesis-tailer");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Where the next micro-batch ends: the start itself, where nothing came within the wait.
     *
     * @param start what is processed; records before it are released
     * @throws KinesisException where reading cannot go on
     */
    public KinesisOffset next(KinesisOffset start, BatchLimits limits, Duration wait) throws InterruptedException {
        follow(start);
        release(start);
        long remaining = wait.toNanos();
        lock.lock();
        try {
            while (true) {
                throwFailure();
                KinesisOffset end = cut(start, limits);
                if (!end.samePositions(start)) {
                    return end;
                }
                boolean complete = start.shards().keySet().stream()
                        .allMatch(shard -> !buffers.containsKey(shard)
                                || buffers.get(shard).isCaughtUp());
                if (remaining <= 0 || (target != null && complete)) {
                    return end;
                }
                remaining = arrived.awaitNanos(remaining);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The records of a shard between two positions, or nothing where they are not all in the buffer. */
    public Optional<List<KinesisRecord>> records(String shardId, ShardPosition from, ShardPosition to) {
        lock.lock();
        try {
            return Optional.ofNullable(buffers.get(shardId)).flatMap(buffer -> buffer.between(from, to));
        } finally {
            lock.unlock();
        }
    }

    /** The shards as they were listed last; none before the first {@link #next}. */
    public ShardTopology topology() {
        lock.lock();
        try {
            return topology;
        } finally {
            lock.unlock();
        }
    }

    /** Where reading ahead stands. */
    public KinesisOffset end(String stream) {
        lock.lock();
        try {
            Map<String, ShardProgress> progress = new TreeMap<>();
            buffers.forEach((shard, buffer) -> progress.put(shard, buffer.end()));
            return new KinesisOffset(stream, progress);
        } finally {
            lock.unlock();
        }
    }

    /** Gives up records that will not be asked for again. */
    public void release(KinesisOffset until) {
        lock.lock();
        try {
            until.shards().forEach((shard, progress) -> {
                ShardBuffer buffer = buffers.get(shard);
                if (buffer != null) {
                    free(buffer.release(progress.position()));
                }
            });
        } finally {
            lock.unlock();
        }
    }

    /** Bytes in memory. */
    public long buffered() {
        lock.lock();
        try {
            return buffered;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** How many shards are read side by side. */
    int readers() {
        lock.lock();
        try {
            return tailers.size();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes a page.
     *
     * @param caughtUp whether it shows that all was read that shall be, as far as the shard itself tells
     */
    Taken add(String shardId, ShardPage page, boolean caughtUp) throws InterruptedException {
        metrics.read(page.records().size(), page.bytes());
        if (page.shardEnd()) {
            followUp(shardId, page);
        }
        lock.lock();
        try {
            ShardBuffer buffer = buffers.get(shardId);
            if (buffer == null) {
                return new Taken(0, false);
            }
            long bytes = buffer.add(page);
            buffered += bytes;
            // Behind a closed shard, its children are still to be read.
            if (caughtUp && topology.children(shardId).isEmpty()) {
                buffer.markCaughtUp();
            }
            arrived.signalAll();
            return new Taken(bytes, !buffer.isCaughtUp());
        } finally {
            lock.unlock();
        }
    }

    /** Learns which shards follow a closed one, before its end is known to anybody. */
    private void followUp(String shardId, ShardPage page) throws InterruptedException {
        ShardTopology known = learned(each -> each.with(page.children()));
        ShardTopology listed = feeds.lister().listWithChildrenOf(List.of(shardId), known);
        learned(each -> each.with(listed));
        if (!listed.isListed(shardId)) {
            followUpExpired(shardId);
        }
    }

    /** Where the shards that followed have expired as well, reading goes on with the first that have not. */
    private void followUpExpired(String shardId) {
        ShardTopology left = learned(each -> each.without(List.of(shardId)));
        if (left.children(shardId).isEmpty()) {
            lock.lock();
            try {
                Map<String, ShardProgress> read = new HashMap<>(unreachable);
                buffers.forEach((shard, buffer) -> read.put(shard, buffer.end()));
                unreachable.putAll(feeds.unreachable(read, left));
            } finally {
                lock.unlock();
            }
        }
    }

    private ShardTopology learned(UnaryOperator<ShardTopology> change) {
        lock.lock();
        try {
            topology = change.apply(topology);
            return topology;
        } finally {
            lock.unlock();
        }
    }

    void fail(String shardId, Throwable cause) {
        lock.lock();
        try {
            failure = cause instanceof KinesisException known
                    ? known
                    : new IllegalStateException("Shard " + shardId + " cannot be read: " + cause.getMessage(), cause);
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void follow(KinesisOffset start) throws InterruptedException {
        if (!resumed) {
            resume(start);
            resumed = true;
        }
        lock.lock();
        try {
            start.shards().forEach((shard, progress) -> {
                ShardBuffer buffer = buffers.get(shard);
                if (!progress.position().isEnd() && (buffer == null || !buffer.covers(progress.position()))) {
                    drop(shard);
                    buffers.put(shard, new ShardBuffer(progress));
                    tailers.put(
                            shard,
                            threads.submit(new ShardTailer(
                                    shard, this, space, () -> feeds.open(shard, progress, null), target)));
                }
            });
            unreachable.keySet().removeAll(start.shards().keySet());
            List.copyOf(buffers.keySet()).stream()
                    .filter(shard -> !start.shards().containsKey(shard))
                    .forEach(this::drop);
        } finally {
            lock.unlock();
        }
    }

    /** Looks at what became of the stream since the offset was written. */
    private void resume(KinesisOffset start) throws InterruptedException {
        ShardTopology listed = feeds.lister().listWith(start.shards().keySet());
        Map<String, ShardProgress> expired = feeds.expired(start.shards(), listed);
        Map<String, ShardProgress> first = feeds.unreachable(start.shards(), listed);
        lock.lock();
        try {
            topology = listed;
            start.shards().forEach((shard, begin) -> {
                ShardProgress end = expired.get(shard);
                if (end != null) {
                    buffers.put(shard, ShardBuffer.expired(begin, end));
                }
            });
            unreachable.putAll(first);
        } finally {
            lock.unlock();
        }
    }

    private KinesisOffset cut(KinesisOffset start, BatchLimits limits) {
        Map<String, List<KinesisRecord>> available = new HashMap<>();
        start.shards().forEach((shard, progress) -> {
            ShardBuffer buffer = buffers.get(shard);
            if (buffer != null && !progress.position().isEnd()) {
                available.put(shard, buffer.after(progress.position()));
            }
        });
        Map<String, Integer> taken = OldestFirst.take(available, limits);
        Map<String, ShardProgress> progress = new TreeMap<>(start.shards());
        taken.forEach((shard, count) -> {
            ShardBuffer buffer = buffers.get(shard);
            ShardProgress from = start.shards().get(shard);
            if (buffer != null && from != null) {
                progress.put(shard, buffer.progress(from, count));
            }
        });
        unreachable.forEach(progress::putIfAbsent);
        topology.succeed(progress);
        return new KinesisOffset(start.stream(), progress);
    }

    private void drop(String shardId) {
        ShardBuffer buffer = buffers.remove(shardId);
        Future<?> tailer = tailers.remove(shardId);
        if (buffer != null) {
            free(buffer.bytes());
        }
        if (tailer != null) {
            tailer.cancel(true);
        }
    }

    private void free(long bytes) {
        buffered -= bytes;
        space.free(bytes);
    }

    private void throwFailure() {
        if (failure != null) {
            throw failure;
        }
    }
}
