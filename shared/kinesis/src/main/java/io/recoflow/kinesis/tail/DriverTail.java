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
import org.jspecify.annotations.Nullable;

/** A tail in the driver's memory. Callers of the query's thread and one tailer a shard meet here. */
public final class DriverTail implements Tail {

    /** Takes one shard's pages into its buffer, for as long as that is the shard's. */
    private final class Taker implements PageTaker {

        private final String shardId;
        private final ShardBuffer buffer;

        Taker(String shardId, ShardBuffer buffer) {
            this.shardId = shardId;
            this.buffer = buffer;
        }

        @Override
        public int readers() {
            lock.lock();
            try {
                return tailers.size();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public Taken add(ShardPage page, boolean caughtUp) throws InterruptedException {
            metrics.read(page.records().size(), page.bytes());
            if (page.shardEnd()) {
                succession.followUp(shardId, page.children(), DriverTail.this::read);
            }
            lock.lock();
            try {
                if (buffers.get(shardId) != buffer) {
                    return Taken.NOTHING;
                }
                long bytes = buffer.add(page);
                buffered += bytes;
                // Behind a closed shard, its children are still to be read.
                if (caughtUp && succession.topology().children(shardId).isEmpty()) {
                    buffer.markCaughtUp();
                }
                arrived.signalAll();
                return new Taken(bytes, !buffer.isCaughtUp());
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void fail(Throwable cause) {
            lock.lock();
            try {
                failure = cause instanceof KinesisException known
                        ? known
                        : new IllegalStateException(
                                "Shard " + shardId + " cannot be read: " + cause.getMessage(), cause);
                arrived.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    static final OldestFirst.Measure<KinesisRecord> RECORDS = new OldestFirst.Measure<>() {
        @Override
        public long arrivalMillis(KinesisRecord record) {
            return record.arrivalMillis();
        }

        @Override
        public long records(KinesisRecord record) {
            return 1;
        }

        @Override
        public long bytes(KinesisRecord record) {
            return record.data().length;
        }
    };

    private final ShardFeeds feeds;
    private final ReadMetrics metrics;
    private final BufferSpace space;
    private final Succession succession;
    private final @Nullable Instant target;
    private final ExecutorService threads;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();

    // All that follows is guarded by the lock.
    private final Map<String, ShardBuffer> buffers = new HashMap<>();
    private final Map<String, Future<?>> tailers = new HashMap<>();
    private boolean resumed;
    private long buffered;
    private @Nullable RuntimeException failure;

    /**
     * @param capacity most bytes in memory; reading waits beyond
     * @param target everything that was there at this time is read, and no more; null to go on for ever
     */
    public DriverTail(ShardFeeds feeds, ReadMetrics metrics, long capacity, @Nullable Instant target) {
        this.feeds = feeds;
        this.metrics = metrics;
        this.space = new BufferSpace(capacity);
        this.succession = new Succession(feeds);
        this.target = target;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "recoflow-kinesis-tailer");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
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
                    long unanswered = tailers.size() > 1 ? feeds.unansweredNanos() : 0;
                    if (unanswered <= 0) {
                        return end;
                    }
                    var unused = arrived.awaitNanos(unanswered);
                    continue;
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

    @Override
    public Optional<List<KinesisRecord>> records(String shardId, ShardPosition from, ShardPosition to) {
        lock.lock();
        try {
            return Optional.ofNullable(buffers.get(shardId)).flatMap(buffer -> buffer.between(from, to));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Holder> holder(String shardId) {
        return Optional.empty();
    }

    @Override
    public ShardTopology topology() {
        return succession.topology();
    }

    @Override
    public KinesisOffset end(String stream) {
        return new KinesisOffset(stream, read());
    }

    private Map<String, ShardProgress> read() {
        lock.lock();
        try {
            Map<String, ShardProgress> progress = new HashMap<>();
            buffers.forEach((shard, buffer) -> progress.put(shard, buffer.end()));
            return progress;
        } finally {
            lock.unlock();
        }
    }

    @Override
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

    @Override
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
                    ShardBuffer begun = new ShardBuffer(progress);
                    buffers.put(shard, begun);
                    tailers.put(
                            shard,
                            threads.submit(new ShardTailer(
                                    new Taker(shard, begun), space, () -> feeds.openInStep(shard, progress), target)));
                }
            });
            succession.begun(start.shards().keySet());
            List.copyOf(buffers.keySet()).stream()
                    .filter(shard -> !start.shards().containsKey(shard))
                    .forEach(this::drop);
        } finally {
            lock.unlock();
        }
    }

    private void resume(KinesisOffset start) throws InterruptedException {
        Map<String, ShardProgress> expired = succession.resume(start);
        lock.lock();
        try {
            expired.forEach((shard, end) -> {
                ShardProgress begin = start.shards().get(shard);
                if (begin != null) {
                    buffers.put(shard, ShardBuffer.expired(begin, end));
                }
            });
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
        Map<String, Integer> taken = OldestFirst.take(available, limits, RECORDS);
        Map<String, ShardProgress> progress = new TreeMap<>(start.shards());
        taken.forEach((shard, count) -> {
            ShardBuffer buffer = buffers.get(shard);
            ShardProgress from = start.shards().get(shard);
            if (buffer != null && from != null) {
                progress.put(shard, buffer.progress(from, count));
            }
        });
        succession.succeed(progress);
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
