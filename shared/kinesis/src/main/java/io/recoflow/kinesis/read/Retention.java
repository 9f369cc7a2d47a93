package io.recoflow.kinesis.read;

import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.client.KinesisException.Kind;
import io.recoflow.kinesis.offset.ShardProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches that no record expires unread. Kinesis does not say so by itself: an iterator after an expired record
 * silently stands at the oldest one that is left. Safe for concurrent callers.
 */
public final class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private static final Duration LONGEST_RESERVE = Duration.ofMinutes(10);
    private static final int RESERVES_PER_RETENTION = 10;

    private final Supplier<Duration> current;
    private final boolean failOnDataLoss;
    private final ReadMetrics metrics;
    private volatile Duration known;

    /**
     * @param known what the stream's retention was when it was looked at last
     * @param current asks for it again
     */
    Retention(Duration known, Supplier<Duration> current, boolean failOnDataLoss, ReadMetrics metrics) {
        this.known = known;
        this.current = current;
        this.failOnDataLoss = failOnDataLoss;
        this.metrics = metrics;
    }

    /**
     * Until when nothing can be missing for somebody who begins now with the oldest record that is left. The oldest ones
     * expire while they are read, so they have a reserve of time: 10 minutes, or a tenth of the retention.
     */
    public static Instant horizon(Duration retention, Instant now) {
        Duration part = retention.dividedBy(RESERVES_PER_RETENTION);
        return now.minus(retention)
                .plus(part.compareTo(LONGEST_RESERVE) < 0 ? part : LONGEST_RESERVE)
                .truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * To be asked before every look at a shard.
     *
     * @return the progress to go on from: the same, or from the oldest record that is left
     * @throws KinesisException where records may have expired since the last look, and that is not accepted
     */
    ShardProgress checked(String shardId, ShardProgress progress, Instant now) {
        if (!isOlder(progress.completeUntil(), now)) {
            return progress;
        }
        known = current.get();
        if (!isOlder(progress.completeUntil(), now)) {
            return progress;
        }
        return lost(
                progress,
                now,
                "Shard " + shardId + " was read until " + progress.completeUntil()
                        + " and the stream keeps records for " + known.toHours()
                        + " h, so records may have expired unread");
    }

    private boolean isOlder(Instant time, Instant now) {
        return time.plus(known).isBefore(now);
    }

    /**
     * Tells of records that are certainly gone, or may be: one warning and one count where that is accepted.
     *
     * @return the progress to go on from, with what is left
     * @throws KinesisException where it is not accepted
     */
    ShardProgress lost(ShardProgress progress, Instant now, String problem) {
        if (failOnDataLoss) {
            throw new KinesisException(
                    Kind.DATA_LOSS,
                    problem
                            + ". Set failOnDataLoss=false to go on with what is left, and a longer retention for the next time");
        }
        LOG.warn("{}. Reading goes on with what is left, since failOnDataLoss is false", problem);
        metrics.skippedGap();
        return new ShardProgress(progress.position(), horizon(known, now));
    }
}
