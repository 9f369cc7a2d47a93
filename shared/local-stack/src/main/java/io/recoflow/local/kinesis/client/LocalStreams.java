package io.recoflow.local.kinesis.client;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** The streams of a local Kinesis. */
public final class LocalStreams {
    private static final Duration LOOK = Duration.ofMillis(50);

    private LocalStreams() {}

    /**
     * Creates streams, and returns when they take records.
     *
     * @param endpoint of a local Kinesis
     * @param streams one or more names that are not in use
     * @param shards how many each has, at least 1
     * @throws java.util.concurrent.CompletionException when Kinesis refuses or does not answer
     */
    public static void create(URI endpoint, List<String> streams, int shards) {
        try (KinesisConnection connection = KinesisConnection.open(StreamLocation.local(endpoint, streams.get(0)))) {
            KinesisAsyncClient kinesis = connection.client();
            for (String stream : streams) {
                kinesis.createStream(request -> request.streamName(stream).shardCount(shards))
                        .join();
                kinesis.waiter()
                        .waitUntilStreamExists(
                                request -> request.streamName(stream),
                                override -> override.backoffStrategyV2(attempt -> LOOK))
                        .join();
            }
        }
    }
}
