package io.recoflow.jobs.recommend.stream;

import io.recoflow.kinesis.client.ClientSettings;
import io.recoflow.kinesis.client.KinesisClients;
import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.config.SourceSettings;
import io.recoflow.kinesis.read.ShardFeeds;
import io.recoflow.kinesis.read.ShardTopology;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.streaming.broker.StreamAddress;
import io.recoflow.streaming.kinesis.KinesisLocation;
import io.recoflow.streaming.query.QueryFailures;
import java.time.Instant;

/** Asks KinesisLocation for streams before they are needed. */
public final class StreamCheck {

    private StreamCheck() {}

    /**
     * A time of now that KinesisLocation takes for one to begin at, also where the clock here is ahead of its own. Asked again
     * while that can help.
     *
     * @throws JobException with exit code 3 where it does not answer, is not there or may not be read
     */
    public static Instant now(KinesisLocation kinesis, StreamAddress stream) {
        SourceSettings settings = SourceSettings.of(kinesis.options(stream));
        try {
            return ShardFeeds.describe(KinesisClients.of(settings.client()), settings)
                    .beginning(Instant.now());
        } catch (KinesisException e) {
            throw QueryFailures.of(HotQuery.NAME, e);
        }
    }

    /**
     * How many shards a stream has that take records.
     *
     * @throws JobException with exit code 3 where it does not answer, is not there or may not be read
     */
    public static int openShards(KinesisLocation kinesis, StreamAddress stream) {
        ClientSettings client = SourceSettings.of(kinesis.options(stream)).client();
        try {
            return new ShardTopology(KinesisClients.of(client).listShards())
                    .leaves()
                    .size();
        } catch (KinesisException e) {
            throw QueryFailures.of(HotQuery.NAME, e);
        }
    }
}
