package io.recoflow.kinesis.config;

import static io.recoflow.kinesis.config.KinesisOption.BUFFER_BYTES;
import static io.recoflow.kinesis.config.KinesisOption.CONSUMER_ARN;
import static io.recoflow.kinesis.config.KinesisOption.CONSUMER_NAME;
import static io.recoflow.kinesis.config.KinesisOption.CONSUMER_TYPE;
import static io.recoflow.kinesis.config.KinesisOption.DEREGISTER_CONSUMER;
import static io.recoflow.kinesis.config.KinesisOption.DRAIN_SIGNAL;
import static io.recoflow.kinesis.config.KinesisOption.EXECUTOR_TAIL_SHARDS;
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
 * @param fanOutConsumer the name of the fan-out consumer, or its ARN; null where shards are polled
 * @param deregistersConsumer whether the consumer goes with the query; only one that is known by name
 * @param maxRecordsPerTrigger {@code Long.MAX_VALUE} for no limit
 * @param maxBytesPerTrigger {@code Long.MAX_VALUE} for no limit
 * @param minBytesPerTrigger 0 where no batch waits for others to come
 * @param maxBytesPerSecond of a shard; {@code Long.MAX_VALUE} for no limit
 * @param maxTriggerDelay how long a batch waits for them
 * @param executorTailShards most shards that the driver reads by itself
 * @param drainSignal the name of what ends the micro-batches; null where nothing does
 */
public record SourceSettings(
        ClientSettings client,
        StartingPosition startingPosition,
        @Nullable String fanOutConsumer,
        boolean deregistersConsumer,
        Duration pollInterval,
        long maxBytesPerSecond,
        Duration retryTimeout,
        long maxRecordsPerTrigger,
        long maxBytesPerTrigger,
        long minBytesPerTrigger,
        Duration maxTriggerDelay,
        long bufferBytes,
        long executorTailShards,
        boolean failOnDataLoss,
        @Nullable String drainSignal)
        implements Serializable {

    /**
     * The options of a streaming query.
     *
     * @throws IllegalArgumentException with everything that is wrong
     */
    public static SourceSettings of(Map<String, String> options) {
        OptionReader reader = new OptionReader(options, KinesisOption.Use.STREAMING, List.of());
        SourceSettings settings = read(
                reader,
                reader.parsed(
                        STARTING_POSITION, StartingPosition.FORM, StartingPosition.LATEST, StartingPosition::parse));
        reader.check();
        return settings;
    }

    /** All but the starting position; problems go to the reader. */
    static SourceSettings read(OptionReader reader, StartingPosition startingPosition) {
        ClientSettings client = reader.client();
        String consumer = consumer(reader);
        if (consumer != null && isArn(consumer) && client.streams().size() > 1) {
            reader.problem("consumerArn is for one stream only");
        }
        boolean deregisters = reader.flag(DEREGISTER_CONSUMER);
        if (deregisters && (consumer == null || isArn(consumer))) {
            reader.problem("deregisterConsumer is for a consumerName only");
        }
        long bufferBytes = reader.bytes(BUFFER_BYTES);
        long minBytes = reader.isGiven(MIN_BYTES_PER_TRIGGER) ? reader.bytes(MIN_BYTES_PER_TRIGGER) : 0;
        if (minBytes > bufferBytes) {
            reader.problem("minBytesPerTrigger is larger than bufferBytes");
        }
        return new SourceSettings(
                client,
                startingPosition,
                consumer,
                deregisters,
                reader.duration(POLL_INTERVAL, Duration.ofMillis(1)),
                reader.bytes(MAX_BYTES_PER_SECOND),
                reader.duration(RETRY_TIMEOUT, Duration.ZERO),
                reader.count(MAX_RECORDS_PER_TRIGGER),
                reader.bytes(MAX_BYTES_PER_TRIGGER),
                minBytes,
                reader.duration(MAX_TRIGGER_DELAY, Duration.ZERO),
                bufferBytes,
                reader.count(EXECUTOR_TAIL_SHARDS),
                reader.flag(FAIL_ON_DATA_LOSS),
                reader.text(DRAIN_SIGNAL));
    }

    /** The name of the fan-out consumer that the query registers; null where it registers none. */
    public @Nullable String registeredConsumer() {
        return fanOutConsumer == null || isArn(fanOutConsumer) ? null : fanOutConsumer;
    }

    /** The name or the ARN of the fan-out consumer; null where shards are polled. */
    private static @Nullable String consumer(OptionReader reader) {
        boolean fanOut = reader.parsed(
                CONSUMER_TYPE, "polling or fan-out", false, text -> switch (text.toLowerCase(Locale.ROOT)) {
                    case "polling" -> false;
                    case "fan-out" -> true;
                    default -> null;
                });
        String name = reader.text(CONSUMER_NAME);
        String arn = reader.text(CONSUMER_ARN);
        if (!fanOut) {
            for (KinesisOption option : List.of(CONSUMER_NAME, CONSUMER_ARN)) {
                if (reader.isGiven(option)) {
                    reader.problem(option.key() + " is for consumerType fan-out only");
                }
            }
            return null;
        }
        if (name == null && arn == null) {
            reader.problem("consumerType fan-out needs a consumerName or a consumerArn");
        }
        if (name != null && arn != null) {
            reader.problem("give either consumerName or consumerArn");
        }
        if (name != null && isArn(name)) {
            reader.problem("consumerName is an ARN, which is for consumerArn: " + name);
        }
        if (arn != null && !isArn(arn)) {
            reader.problem("consumerArn is not an ARN: " + arn);
        }
        return arn != null ? arn : name;
    }

    private static boolean isArn(String text) {
        return text.startsWith("arn:");
    }
}
