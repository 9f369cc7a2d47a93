package io.recoflow.kinesis.client;

/**
 * Opens streams; found by {@link java.util.ServiceLoader}. The first that accepts the settings is taken, and AWS where
 * none does: so tests put a Kinesis of their own behind an endpoint of their own.
 */
public interface KinesisClientProvider {

    boolean accepts(ClientSettings settings);

    KinesisStreamClient open(ClientSettings settings);
}
