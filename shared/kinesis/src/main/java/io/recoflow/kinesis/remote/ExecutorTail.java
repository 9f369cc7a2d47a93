package io.recoflow.kinesis.remote;

import io.recoflow.kinesis.client.KinesisClients;
import io.recoflow.kinesis.client.KinesisRecord;
import io.recoflow.kinesis.client.Shard;
import io.recoflow.kinesis.offset.ShardPosition;
import io.recoflow.kinesis.read.ShardFeeds;
import io.recoflow.kinesis.read.ShardPage;
import io.recoflow.kinesis.tail.BatchLimits;
import io.recoflow.kinesis.tail.BufferSpace;
import io.recoflow.kinesis.tail.PageTaker;
import io.recoflow.kinesis.tail.ShardBuffer;
import io.recoflow.kinesis.tail.ShardTailer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The shards of one stream that this executor reads: what the driver orders. One tailer a shard and all callers meet here. */
final class ExecutorTail implements AutoCloseable {

    /** A shard that is read by an assignment. */
    private final class Reading implements PageTaker {

        private final String shardId;
        private final Order.Place place;
        private final ShardBuffer buffer;
        private final List<Piece> pieces = new ArrayList<>();
        private final Future<?> tailer;
        private @Nullable ShardPage last;

        Reading(String shardId, Order.Place place) {
            this.shardId = shardId;
            this.place = place;
            this.buffer = new ShardBuffer(place.from());
            this.tailer = threads.submit(
                    new ShardTailer(this, space, () -> feeds().openInStep(shardId, place.from()), work.target()));
        }

        @Override
        public int readers() {
            synchronized (ExecutorTail.this) {
                return shards.size();
            }
        }

        @Override
        public Taken add(ShardPage page, boolean caughtUp) {
            synchronized (ExecutorTail.this) {
                if (shards.get(shardId) != this) {
                    return Taken.NOTHING;
                }
                counts.read(page.records().size(), page.bytes());
                long bytes = buffer.add(page);
                Piece.of(page.records(), mostOfPiece).forEach(piece -> Piece.append(pieces, piece, mostOfPiece, 0));
                last = page;
                // Behind a closed shard, its children are still to be read.
                if (caughtUp && !place.closed()) {
                    buffer.markCaughtUp();
                }
                return new Taken(bytes, !buffer.isCaughtUp());
            }
        }

        @Override
        public void fail(Throwable cause) {
            synchronized (ExecutorTail.this) {
                failure = Report.Failure.of(shardId, cause);
            }
        }

        /** What came since the last report; nothing where no page did. */
        Optional<Report.OfShard> report() {
            ShardPage page = last;
            if (page == null) {
                return Optional.empty();
            }
            List<Shard> children = page.shardEnd() ? page.children() : List.of();
            Report.OfShard report = new Report.OfShard(
                    shardId,
                    place.number(),
                    new ArrayList<>(pieces),
                    page.progress(),
                    buffer.isCaughtUp(),
                    page.shardEnd(),
                    children);
            pieces.clear();
            last = null;
            return Optional.of(report);
        }

        void end() {
            tailer.cancel(true);
            space.free(buffer.bytes());
        }
    }

    private final Order.Work work;
    private final BatchLimits mostOfPiece;
    private final BufferSpace space;
    private final ReadCounts counts = new ReadCounts();
    private final ExecutorService threads;

    // All that follows is guarded by this.
    private final Map<String, Reading> shards = new HashMap<>();
    private long version = Report.OfTail.NOTHING.version();
    private @Nullable ShardFeeds feeds;
    private Report.@Nullable Failure failure;

    ExecutorTail(Order.Work work) {
        this.work = work;
        this.mostOfPiece = Piece.most(work.settings());
        this.space = new BufferSpace(work.settings().bufferBytes());
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "recoflow-kinesis-tailer");
            thread.setDaemon(true);
            return thread;
        });
    }

    synchronized void follow(Order order) {
        for (String shard : List.copyOf(shards.keySet())) {
            Reading reading = Objects.requireNonNull(shards.get(shard));
            Order.Place place = order.places().get(shard);
            if (place == null || place.number() != reading.place.number()) {
                shards.remove(shard);
                reading.end();
            } else {
                space.free(reading.buffer.release(place.from().position()));
            }
        }
        order.places().forEach((shard, place) -> shards.computeIfAbsent(shard, each -> new Reading(each, place)));
        version = order.version();
    }

    synchronized Report.OfTail report() {
        List<Report.OfShard> reports = new ArrayList<>();
        shards.values().forEach(reading -> reading.report().ifPresent(reports::add));
        return new Report.OfTail(version, reports, counts.take(), failure);
    }

    /** The records of a shard between two positions, or nothing where they are not all here. */
    synchronized Optional<List<KinesisRecord>> records(String shardId, ShardPosition from, ShardPosition to) {
        return Optional.ofNullable(shards.get(shardId)).flatMap(reading -> reading.buffer.between(from, to));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** Made by a tailer, so that a stream that cannot be reached is a failure to report. */
    private synchronized ShardFeeds feeds() {
        if (feeds == null) {
            feeds = new ShardFeeds(
                    KinesisClients.of(work.settings().client()), work.settings(), work.retention(), counts);
        }
        return feeds;
    }
}
