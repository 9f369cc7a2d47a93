package io.recoflow.kinesis.source;

import io.recoflow.kinesis.client.StreamSummary;
import io.recoflow.kinesis.config.SourceSettings;
import io.recoflow.kinesis.offset.KinesisOffset;
import io.recoflow.kinesis.read.ReadMetrics;
import io.recoflow.kinesis.read.ShardFeeds;
import io.recoflow.kinesis.remote.RemoteTails;
import io.recoflow.kinesis.tail.DriverTail;
import io.recoflow.kinesis.tail.Tail;
import java.time.Instant;
import org.apache.spark.SparkConf;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the driver reads ahead, or the executors. */
final class TailChoice {

    private static final Logger LOG = LoggerFactory.getLogger(TailChoice.class);

    private TailChoice() {}

    /**
     * @param target everything that was there at this time is read, and no more; null to go on for ever
     * @param start where the query begins
     */
    static Tail open(
            ShardFeeds feeds,
            ReadMetrics metrics,
            SourceSettings settings,
            StreamSummary summary,
            @Nullable Instant target,
            KinesisOffset start,
            SparkConf conf) {
        int shards = start.shards().size();
        if (shards > settings.executorTailShards()) {
            if (RemoteTails.canBe(conf)) {
                return RemoteTails.open(feeds, metrics, settings, summary.retention(), target);
            }
            LOG.warn(
                    "The driver reads all {} shards of stream {}, which is more than executorTailShards. To let executors"
                            + " read, set spark.plugins=io.recoflow.kinesis.KinesisPlugin, and with dynamic allocation"
                            + " spark.dynamicAllocation.minExecutors to 1 or more",
                    shards,
                    summary.name());
        }
        return new DriverTail(feeds, metrics, settings.bufferBytes(), target);
    }
}
