package io.recoflow.kinesis.read;

import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.client.KinesisException.Kind;
import io.recoflow.kinesis.offset.ShardProgress;
import java.time.Duration;
import java.time.Instant;

/**
 * Watches that no record expires unread. Kinesis does not say so by itself: an iterator after an expired record
 * silently stands at the oldest one that is left.
 */
final class Retention {

    private final Duration retention;
    private final boolean failOnDataLoss;
    private final ReadMetrics metrics;

    Retention(Duration retention, boolean failOnDataLoss, ReadMetrics metrics) {
        this.retention = retention;
        this.failOnDataLoss = failOnDataLoss;
        this.metrics = metrics;
    }

    /**
     * To be asked before reading goes on after a pause.
     *
     * @throws KinesisException where records may have expired since, and that is not accepted
     */
    void check(String shardId, ShardProgress progress, Instant now) {
        if (progress.completeUntil().plus(retention).isBefore(now)) {
            lost("Shard " + shardId + " was read until " + progress.completeUntil()
                    + " and the stream keeps records for " + retention.toHours()
                    + " h, so records may have expired unread");
        }
    }

    /** @throws KinesisException where loss is not accepted; otherwise it is counted */
    void lost(String problem) {
        if (failOnDataLoss) {
            throw new KinesisException(
                    Kind.DATA_LOSS,
                    problem
                            + ". Set failOnDataLoss=false to go on with what is left, and a longer retention for the next time");
        }
        metrics.skippedGap();
    }
}
