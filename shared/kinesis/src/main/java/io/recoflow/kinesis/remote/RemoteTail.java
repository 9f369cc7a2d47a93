package io.recoflow.kinesis.remote;

import io.recoflow.kinesis.client.KinesisRecord;
import io.recoflow.kinesis.offset.KinesisOffset;
import io.recoflow.kinesis.offset.ShardPosition;
import io.recoflow.kinesis.offset.ShardProgress;
import io.recoflow.kinesis.read.ReadMetrics;
import io.recoflow.kinesis.read.ShardFeeds;
import io.recoflow.kinesis.read.ShardTopology;
import io.recoflow.kinesis.tail.BatchLimits;
import io.recoflow.kinesis.tail.Holder;
import io.recoflow.kinesis.tail.OldestFirst;
import io.recoflow.kinesis.tail.Succession;
import io.recoflow.kinesis.tail.Tail;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A tail in the memory of executors. Here is known up to where they have read each shard, and where its records can be
 * cut. A shard whose executor is silent is read by another one, from the end of the last batch on.
 */
final class RemoteTail implements Tail {

    /** Between two looks at which executors are alive. */
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String id;
    private final ReadMetrics metrics;
    private final Order.Work work;
    private final BatchLimits mostOfPiece;
    private final Succession succession;
    private final Runnable atClose;
    private final ExecutorService threads;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();

    // All that follows is guarded by the lock.
    private final Map<String, HeldShard> held = new HashMap<>();
    private final Assignments assignments = new Assignments();
    private boolean resumed;
    private @Nullable KinesisOffset released;
    private long version;
    private long lastNumber;
    private long lookedNanos;
    private @Nullable RuntimeException failure;

    /** @param atClose when nobody shall read any more */
    RemoteTail(String id, ShardFeeds feeds, ReadMetrics metrics, Order.Work work, Runnable atClose) {
        this.id = id;
        this.metrics = metrics;
        this.work = work;
        this.mostOfPiece = Piece.most(work.settings());
        this.succession = new Succession(feeds);
        this.atClose = atClose;
        this.threads = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "recoflow-kinesis-children");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public KinesisOffset next(KinesisOffset start, BatchLimits limits, Duration wait) throws InterruptedException {
        follow(start);
        long remaining = wait.toNanos();
        lock.lock();
        try {
            while (true) {
                if (failure != null) {
                    throw failure;
                }
                balance(System.nanoTime());
                KinesisOffset end = cut(start, limits);
                if (!end.samePositions(start)) {
                    return end;
                }
                boolean complete = start.shards().keySet().stream()
                        .allMatch(shard ->
                                !held.containsKey(shard) || held.get(shard).isCaughtUp());
                if (remaining <= 0 || (work.target() != null && complete)) {
                    return end;
                }
                remaining -= waitAtMost(Math.min(remaining, LOOK_NANOS));
            }
        } finally {
            lock.unlock();
        }
    }

    private long waitAtMost(long nanos) throws InterruptedException {
        return nanos - arrived.awaitNanos(nanos);
    }

    /** Takes what an executor has read, and tells what it shall read where that is not what it knows. */
    Optional<Order> answer(Report.Executor executor, Report.OfTail report) {
        report.counted().addTo(metrics);
        lock.lock();
        try {
            long now = System.nanoTime();
            assignments.reported(executor, now);
            if (report.failure() != null) {
                failure = report.failure().exception(executor.location());
            }
            report.shards().forEach(this::take);
            if (now - lookedNanos > LOOK_NANOS) {
                balance(now);
            }
            if (failure != null || !report.shards().isEmpty()) {
                arrived.signalAll();
            }
            return report.version() == version ? Optional.empty() : Optional.of(order(executor));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<List<KinesisRecord>> records(String shardId, ShardPosition from, ShardPosition to) {
        return Optional.empty();
    }

    @Override
    public Optional<Holder> holder(String shardId) {
        lock.lock();
        try {
            return assignments.reader(shardId).map(executor -> new Holder(id, executor.location()));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public ShardTopology topology() {
        return succession.topology();
    }

    @Override
    public KinesisOffset end(String stream) {
        return new KinesisOffset(stream, read());
    }

    @Override
    public void release(KinesisOffset until) {
        lock.lock();
        try {
            if (released == null || !until.samePositions(released)) {
                until.shards().forEach((shard, progress) -> {
                    HeldShard known = held.get(shard);
                    if (known != null) {
                        known.release(progress);
                    }
                });
                released = until;
                version++;
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long buffered() {
        lock.lock();
        try {
            return held.values().stream().mapToLong(HeldShard::bytes).sum();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        atClose.run();
        threads.shutdownNow();
    }

    private Map<String, ShardProgress> read() {
        lock.lock();
        try {
            Map<String, ShardProgress> progress = new HashMap<>();
            held.forEach((shard, each) -> progress.put(shard, each.end()));
            return progress;
        } finally {
            lock.unlock();
        }
    }

    private void take(Report.OfShard report) {
        HeldShard shard = held.get(report.shardId());
        // Else it is from before the shard was given to another executor.
        if (shard != null && shard.number() == report.number() && !shard.isEnded()) {
            shard.add(report, mostOfPiece);
            if (report.shardEnd()) {
                // Lists of shards are waited for, and executors are not to wait for their answers.
                try {
                    threads.execute(() -> end(shard, report));
                } catch (RejectedExecutionException e) {
                    // Closed in the meantime.
                }
            }
        }
    }

    /** Learns which shards follow a closed one, before its end is known to anybody. */
    private void end(HeldShard shard, Report.OfShard report) {
        RuntimeException problem = null;
        try {
            succession.followUp(report.shardId(), report.children(), this::read);
        } catch (InterruptedException e) {
            // The tail was closed.
            Thread.currentThread().interrupt();
            return;
        } catch (RuntimeException e) {
            problem = e;
        }
        lock.lock();
        try {
            if (problem == null) {
                shard.markEnd();
            } else {
                failure = problem;
            }
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void follow(KinesisOffset start) throws InterruptedException {
        if (!resumed) {
            Map<String, ShardProgress> expired = succession.resume(start);
            resumed = true;
            lock.lock();
            try {
                start.shards().forEach((shard, begin) -> {
                    ShardProgress end = expired.get(shard);
                    if (end != null) {
                        held.put(shard, HeldShard.expired(++lastNumber, begin, end));
                    }
                });
            } finally {
                lock.unlock();
            }
        }
        lock.lock();
        try {
            start.shards().forEach((shard, progress) -> {
                HeldShard known = held.get(shard);
                if (!progress.position().isEnd() && (known == null || !known.covers(progress.position()))) {
                    held.put(shard, new HeldShard(++lastNumber, progress));
                    version++;
                }
            });
            held.keySet().retainAll(start.shards().keySet());
            succession.begun(start.shards().keySet());
            release(start);
        } finally {
            lock.unlock();
        }
    }

    private void balance(long now) {
        lookedNanos = now;
        List<String> wanted = held.entrySet().stream()
                .filter(each -> each.getValue().isWanted())
                .map(Map.Entry::getKey)
                .toList();
        for (String shard : assignments.balance(wanted, now)) {
            held.computeIfPresent(
                    shard, (same, each) -> each.isEnded() ? each : new HeldShard(++lastNumber, each.resumption()));
            version++;
        }
    }

    private Order order(Report.Executor executor) {
        Map<String, Order.Place> places = new HashMap<>();
        ShardTopology topology = succession.topology();
        held.forEach((shard, each) -> {
            if (each.isWanted()
                    && assignments.reader(shard).filter(executor::equals).isPresent()) {
                boolean closed =
                        work.target() != null && !topology.children(shard).isEmpty();
                places.put(shard, new Order.Place(each.number(), each.begin(), closed));
            }
        });
        return new Order(version, work, places);
    }

    private KinesisOffset cut(KinesisOffset start, BatchLimits limits) {
        Map<String, List<Piece>> available = new HashMap<>();
        start.shards().forEach((shard, progress) -> {
            HeldShard each = held.get(shard);
            // It may have changed its executor since, and begin behind a batch that was not taken.
            if (each != null && !progress.position().isEnd() && each.covers(progress.position())) {
                available.put(shard, each.after(progress.position()));
            }
        });
        Map<String, ShardProgress> progress = new TreeMap<>(start.shards());
        OldestFirst.take(available, limits, Piece.MEASURE).forEach((shard, count) -> {
            HeldShard each = held.get(shard);
            ShardProgress from = start.shards().get(shard);
            if (each != null && from != null) {
                progress.put(shard, each.take(from, count));
            }
        });
        succession.succeed(progress);
        return new KinesisOffset(start.stream(), progress);
    }
}
