package io.recoflow.kinesis.source;

import io.recoflow.kinesis.DrainSignal;
import io.recoflow.kinesis.client.KinesisStreamClient;
import io.recoflow.kinesis.client.StreamSummary;
import io.recoflow.kinesis.config.SourceSettings;
import io.recoflow.kinesis.offset.KinesisOffset;
import io.recoflow.kinesis.offset.KinesisOffsetJson;
import io.recoflow.kinesis.offset.ShardProgress;
import io.recoflow.kinesis.read.ConsumerRegistration;
import io.recoflow.kinesis.read.ShardFeeds;
import io.recoflow.kinesis.tail.Tail;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.connector.read.streaming.Offset;
import org.apache.spark.sql.connector.read.streaming.PartitionOffset;
import org.apache.spark.sql.connector.read.streaming.ReadAllAvailable;
import org.apache.spark.sql.connector.read.streaming.ReadLimit;
import org.apache.spark.sql.connector.read.streaming.ReportsSourceMetrics;
import org.apache.spark.sql.connector.read.streaming.SupportsRealTimeMode;
import org.apache.spark.sql.connector.read.streaming.SupportsTriggerAvailableNow;
import org.jspecify.annotations.Nullable;

/**
 * The source of one query. A micro-batch is the open range between two offsets, both of which stand in Spark's log, so
 * that a batch that is repeated holds the same records. Called by the query's thread, but for {@link #stop} and
 * {@link #metrics}.
 */
final class KinesisMicroBatchStream
        implements MicroBatchStream, SupportsTriggerAvailableNow, SupportsRealTimeMode, ReportsSourceMetrics {

    /** A query that ends by itself waits for what was there at its start. */
    private static final Duration UNLIMITED = Duration.ofDays(1);

    /** Parts of the retention after which it is noted how far an idle shard was looked through. */
    private static final int IDLE_NOTES_PER_RETENTION = 4;

    private final KinesisStreamClient client;
    private final SourceSettings settings;
    private final StreamSummary summary;
    private final ShardFeeds feeds;
    private final SourceMetrics metrics;
    private final SparkContext spark;
    private final InitialOffsetFile initialOffset;
    private final BatchPlanner planner;
    private final ConsumerRegistration consumer;
    private volatile @Nullable Tail tail;
    private @Nullable Instant availableNow;
    private long lastBatch = System.nanoTime();
    private @Nullable RealTimePlan realTime;

    KinesisMicroBatchStream(
            KinesisStreamClient client,
            SourceSettings settings,
            StreamSummary summary,
            InitialOffsetFile initialOffset,
            SparkContext spark,
            ConsumerRegistration consumer) {
        this.client = client;
        this.settings = settings;
        this.summary = summary;
        this.spark = spark;
        this.metrics = new SourceMetrics(TaskMetrics.of(spark));
        this.feeds = new ShardFeeds(client, settings, summary.retention(), metrics);
        this.initialOffset = initialOffset;
        this.planner = new BatchPlanner(JavaSparkContext.fromSparkContext(spark));
        this.consumer = consumer;
    }

    @Override
    public Offset initialOffset() {
        return ofTheseStreams(initialOffset.readOr(() -> uninterrupted(() -> {
            StreamSummary current = ShardFeeds.describe(client, settings);
            return StartingOffset.of(
                    settings.startingPosition(),
                    current.name(),
                    feeds.lister().list(),
                    StartingOffset.oldest(current),
                    current.beginning(Instant.now()));
        })));
    }

    @Override
    public Offset deserializeOffset(String json) {
        return ofTheseStreams(KinesisOffsetJson.read(json));
    }

    private KinesisOffset ofTheseStreams(KinesisOffset offset) {
        if (!offset.stream().equals(summary.name())) {
            throw new IllegalArgumentException("The checkpoint was written while reading stream " + offset.stream()
                    + ", and the query reads " + summary.name()
                    + ": a checkpoint belongs to what it was written of. Give the query a new checkpoint, or its old"
                    + " streams");
        }
        return offset;
    }

    @Override
    public ReadLimit getDefaultReadLimit() {
        return ReadLimits.of(settings);
    }

    @Override
    public Offset latestOffset() {
        throw new UnsupportedOperationException(
                "Spark asks sources with admission control for latestOffset with a limit");
    }

    @Override
    public Offset latestOffset(Offset start, ReadLimit limit) {
        if (realTime != null || isDraining()) {
            // In real-time mode, the end of a batch is known when it is over.
            return start;
        }
        if (limit instanceof ReadAllAvailable) {
            // Only this trigger asks for all, whatever the source's own limits are.
            throw new UnsupportedOperationException("Trigger.Once is one batch, which the source's buffer bounds, so it"
                    + " would end before all was read. Use Trigger.AvailableNow");
        }
        KinesisOffset from = (KinesisOffset) start;
        // What lies before the start is processed.
        planner.release();
        KinesisOffset end = uninterrupted(() -> tail(from)
                .next(from, ReadLimits.batchLimits(limit), availableNow == null ? settings.pollInterval() : UNLIMITED));
        // The signal may have been given while this waited for records.
        if (isDraining() || (end.samePositions(from) ? !isWorthNoting(from, end) : waitsForMore(from))) {
            return start;
        }
        lastBatch = System.nanoTime();
        return end;
    }

    private boolean isDraining() {
        return DrainSignal.isGiven(settings.drainSignal());
    }

    private boolean waitsForMore(KinesisOffset from) {
        return tail(from).buffered() < settings.minBytesPerTrigger()
                && System.nanoTime() - lastBatch < settings.maxTriggerDelay().toNanos()
                && availableNow == null;
    }

    @Override
    public @Nullable Offset reportLatestOffset() {
        Tail current = tail;
        return current == null ? null : current.end(summary.name());
    }

    @Override
    public InputPartition[] planInputPartitions(Offset start, Offset end) {
        KinesisOffset from = (KinesisOffset) start;
        return uninterrupted(() -> planner.plan(from, (KinesisOffset) end, tail(from), feeds.lister()));
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return new KinesisReaderFactory(settings, summary.retention(), metrics.tasks());
    }

    @Override
    public void prepareForTriggerAvailableNow() {
        availableNow = ShardFeeds.describe(client, settings).end(Instant.now());
    }

    @Override
    public void prepareForRealTimeMode() {
        realTime = new RealTimePlan(summary.name(), feeds, new TaskSlots(spark));
    }

    @Override
    public InputPartition[] planInputPartitions(Offset start) {
        return uninterrupted(() -> realTimePlan().partitions((KinesisOffset) start));
    }

    @Override
    public Offset mergeOffsets(PartitionOffset[] offsets) {
        return uninterrupted(() -> realTimePlan().merged(offsets));
    }

    @Override
    public Map<String, String> metrics(Optional<Offset> latestConsumedOffset) {
        Tail current = tail;
        KinesisOffset read = current != null
                ? current.end(summary.name())
                : latestConsumedOffset
                        .map(offset -> (KinesisOffset) offset)
                        .orElseGet(() -> new KinesisOffset(summary.name(), Map.of()));
        return metrics.byName(read, Instant.now());
    }

    @Override
    public void commit(Offset end) {
        Tail current = tail;
        if (current != null) {
            current.release((KinesisOffset) end);
        }
    }

    @Override
    public void stop() {
        Tail current = tail;
        if (current != null) {
            current.close();
        }
        planner.release();
        consumer.end();
    }

    private Tail tail(KinesisOffset start) {
        Tail current = tail;
        if (current == null) {
            current = TailChoice.open(feeds, metrics, settings, summary, availableNow, start, spark.conf());
            tail = current;
        }
        return current;
    }

    private RealTimePlan realTimePlan() {
        if (realTime == null) {
            throw new IllegalStateException("Spark did not prepare the source for real-time mode");
        }
        return realTime;
    }

    /** Whether a shard was looked through for so long a time that it must be noted, so that idleness is no data loss. */
    private boolean isWorthNoting(KinesisOffset from, KinesisOffset end) {
        Duration due = summary.retention().dividedBy(IDLE_NOTES_PER_RETENTION);
        return from.shards().entrySet().stream().anyMatch(shard -> {
            ShardProgress reached = end.shards().get(shard.getKey());
            return reached != null
                    && !reached.completeUntil()
                            .isBefore(shard.getValue().completeUntil().plus(due));
        });
    }

    /** Spark takes this exception for the end that it asked for itself. */
    static <T> T uninterrupted(Callable<T> work) {
        try {
            return work.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("Reading Kinesis was interrupted"));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
