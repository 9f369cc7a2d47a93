package io.recoflow.kinesis.config;

import static io.recoflow.kinesis.config.KinesisOption.LINGER;
import static io.recoflow.kinesis.config.KinesisOption.MAX_RECORD_BYTES;
import static io.recoflow.kinesis.config.KinesisOption.RETRY_TIMEOUT;

import io.recoflow.kinesis.client.ClientSettings;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The sink's options, checked together. Goes to the executors. */
public record SinkSettings(ClientSettings client, Duration linger, long maxRecordBytes, Duration retryTimeout)
        implements Serializable {

    /** What {@code writeStream} itself puts among a sink's options. */
    private static final List<String> SPARKS_OWN = List.of("checkpointLocation", "queryName", "path");

    /** Of any stream; see UpdateMaxRecordSize in the AWS API reference. */
    private static final long LARGEST_RECORD_BYTES = 10L << 20;

    /** @throws IllegalArgumentException with everything that is wrong */
    public static SinkSettings of(Map<String, String> options) {
        OptionReader reader = new OptionReader(options, KinesisOption.Use.SINK, SPARKS_OWN);
        long maxRecordBytes = reader.bytes(MAX_RECORD_BYTES);
        if (maxRecordBytes > LARGEST_RECORD_BYTES) {
            reader.problem("maxRecordBytes is larger than 10m, the most that Kinesis takes: " + maxRecordBytes);
        }
        SinkSettings settings = new SinkSettings(
                reader.client(),
                reader.duration(LINGER, Duration.ZERO),
                maxRecordBytes,
                reader.duration(RETRY_TIMEOUT, Duration.ZERO));
        reader.check();
        return settings;
    }
}
