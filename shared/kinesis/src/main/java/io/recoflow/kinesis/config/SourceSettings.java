package io.recoflow.kinesis.config;

import static io.recoflow.kinesis.config.KinesisOption.BUFFER_BYTES;
import static io.recoflow.kinesis.config.KinesisOption.CONSUMER_NAME;
import static io.recoflow.kinesis.config.KinesisOption.CONSUMER_TYPE;
import static io.recoflow.kinesis.config.KinesisOption.DRAIN_SIGNAL;
import static io.recoflow.kinesis.config.KinesisOption.FAIL_ON_DATA_LOSS;
import static io.recoflow.kinesis.config.KinesisOption.MAX_BYTES_PER_SECOND;
import static io.recoflow.kinesis.config.KinesisOption.MAX_BYTES_PER_TRIGGER;
import static io.recoflow.kinesis.config.KinesisOption.MAX_RECORDS_PER_TRIGGER;
import static io.recoflow.kinesis.config.KinesisOption.MAX_TRIGGER_DELAY;
import static io.recoflow.kinesis.config.KinesisOption.MIN_BYTES_PER_TRIGGER;
import static io.recoflow.kinesis.config.KinesisOption.POLL_INTERVAL;
import static io.recoflow.kinesis.config.KinesisOption.RETRY_TIMEOUT;
import static io.recoflow.kinesis.config.KinesisOption.STARTING_POSITION;

import io.recoflow.kinesis.client.ClientSettings;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The source's options, checked together. Goes to the executors.
 *
 * @param fanOutConsumer the name of the fan-out consumer; null where shards are polled
 * @param maxRecordsPerTrigger {@code Long.MAX_VALUE} for no limit
 * @param maxBytesPerTrigger {@code Long.MAX_VALUE} for no limit
 * @param minBytesPerTrigger 0 where no batch waits for others to come
 * @param maxBytesPerSecond of a shard; {@code Long.MAX_VALUE} for no limit
 * @param maxTriggerDelay how long a batch waits for them
 * @param drainSignal the name of what ends the micro-batches; null where nothing does
 */
public record SourceSettings(
        ClientSettings client,
        StartingPosition startingPosition,
        @Nullable String fanOutConsumer,
        Duration pollInterval,
        long maxBytesPerSecond,
        Duration retryTimeout,
        long maxRecordsPerTrigger,
        long maxBytesPerTrigger,
        long minBytesPerTrigger,
        Duration maxTriggerDelay,
        long bufferBytes,
        boolean failOnDataLoss,
        @Nullable String drainSignal)
        implements Serializable {

    /** @throws IllegalArgumentException with everything that is wrong */
    public static SourceSettings of(Map<String, String> options) {
        OptionReader reader = new OptionReader(options, KinesisOption.Use.SOURCE, List.of());
        String consumerName = reader.text(CONSUMER_NAME);
        boolean fanOut = reader.parsed(
                CONSUMER_TYPE, "polling or fan-out", false, text -> switch (text.toLowerCase(Locale.ROOT)) {
                    case "polling" -> false;
                    case "fan-out" -> true;
                    default -> null;
                });
        if (fanOut && consumerName == null) {
            reader.problem("consumerType fan-out needs a consumerName");
        }
        if (!fanOut && consumerName != null) {
            reader.problem("consumerName is for consumerType fan-out only");
        }
        long bufferBytes = reader.bytes(BUFFER_BYTES);
        long minBytes = reader.isGiven(MIN_BYTES_PER_TRIGGER) ? reader.bytes(MIN_BYTES_PER_TRIGGER) : 0;
        if (minBytes > bufferBytes) {
            reader.problem("minBytesPerTrigger is larger than bufferBytes");
        }
        SourceSettings settings = new SourceSettings(
                reader.client(),
                reader.parsed(
                        STARTING_POSITION,
                        "LATEST, TRIM_HORIZON or AT_TIMESTAMP with a time such as 2026-11-20T08:00:00Z",
                        StartingPosition.LATEST,
                        StartingPosition::parse),
                fanOut ? consumerName : null,
                reader.duration(POLL_INTERVAL, Duration.ofMillis(1)),
                reader.bytes(MAX_BYTES_PER_SECOND),
                reader.duration(RETRY_TIMEOUT, Duration.ZERO),
                reader.count(MAX_RECORDS_PER_TRIGGER),
                reader.bytes(MAX_BYTES_PER_TRIGGER),
                minBytes,
                reader.duration(MAX_TRIGGER_DELAY, Duration.ZERO),
                bufferBytes,
                reader.flag(FAIL_ON_DATA_LOSS),
                reader.text(DRAIN_SIGNAL));
        reader.check();
        return settings;
    }
}
