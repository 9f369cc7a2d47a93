package io.recoflow.local.kinesis.client;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where a stream is.
 *
 * @param region null for the one of the SDK's default chain, or any where there is an endpoint
 * @param endpoint of a local Kinesis; null for AWS
 */
public record StreamLocation(
        String stream, @Nullable String region, @Nullable URI endpoint) {
    /** A stream of a local Kinesis. */
    public static StreamLocation local(URI endpoint, String stream) {
        return new StreamLocation(stream, null, endpoint);
    }
}
