package io.recoflow.kinesis.client;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a stream, or several that are read as one; goes to the executors, so it holds no secrets.
 *
 * @param stream name or ARN; of several streams all, joined by commas
 * @param region null for the one of the SDK's default chain
 * @param endpoint null for the region's own
 * @param role to assume; null for the default chain's credentials
 * @param callTimeout of one call; more than zero
 */
public record ClientSettings(
        String stream,
        @Nullable String region,
        @Nullable String endpoint,
        @Nullable AssumedRole role,
        Duration callTimeout)
        implements Serializable {

    /** The streams, each by its name or ARN. */
    public List<String> streams() {
        return List.of(stream.split(","));
    }

    /** The same way to one of the streams. */
    ClientSettings to(String one) {
        return new ClientSettings(one, region, endpoint, role, callTimeout);
    }
}
