package io.recoflow.kinesis.client;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a stream; goes to the executors, so it holds no secrets.
 *
 * @param stream name or ARN
 * @param region null for the one of the SDK's default chain
 * @param endpoint null for the region's own
 * @param role to assume; null for the default chain's credentials
 */
public record ClientSettings(
        String stream,
        @Nullable String region,
        @Nullable String endpoint,
        @Nullable AssumedRole role) implements Serializable {}
