package io.recoflow.jobs.recommend.stream;

import io.recoflow.kinesis.client.ClientSettings;
import io.recoflow.kinesis.client.KinesisClients;
import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.config.SourceSettings;
import io.recoflow.kinesis.read.ShardFeeds;
import io.recoflow.kinesis.read.ShardTopology;
import io.recoflow.runtime.failure.JobException;
import java.time.Instant;

/** Asks Kinesis for streams before they are needed. */
public final class StreamCheck {

    private StreamCheck() {}

    /**
     * A time of now that Kinesis takes for one to begin at, also where the clock here is ahead of its own. Asked again
     * while that can help.
     *
     * @throws JobException with exit code 3 where it does not answer, is not there or may not be read
     */
    public static Instant now(Kinesis kinesis, StreamAddress stream) {
        SourceSettings settings = SourceSettings.of(kinesis.options(stream));
        try {
            return ShardFeeds.describe(KinesisClients.of(settings.client()), settings)
                    .beginning(Instant.now());
        } catch (KinesisException e) {
            throw StreamFailures.of(HotQuery.NAME, e);
        }
    }

    /**
     * How many shards a stream has that take records.
     *
     * @throws JobException with exit code 3 where it does not answer, is not there or may not be read
     */
    public static int openShards(Kinesis kinesis, StreamAddress stream) {
        ClientSettings client = SourceSettings.of(kinesis.options(stream)).client();
        try {
            return new ShardTopology(KinesisClients.of(client).listShards())
                    .leaves()
                    .size();
        } catch (KinesisException e) {
            throw StreamFailures.of(HotQuery.NAME, e);
        }
    }
}
