package io.recoflow.kinesis.config;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every option of the source and the sink. Names are not case-sensitive, as everywhere in Spark. */
public enum KinesisOption {
    STREAM_NAME(
            "streamName",
            Use.BOTH,
            "text",
            null,
            "The stream's name. This or `streamArn` is required. The source reads several, separated by commas."),
    STREAM_ARN(
            "streamArn",
            Use.BOTH,
            "ARN",
            null,
            "The stream's ARN, for a stream of another account; or several, as above."),
    REGION("region", Use.BOTH, "text", null, "The stream's region; without it, the one of the SDK's default chain."),
    ENDPOINT("endpoint", Use.BOTH, "URL", null, "Where Kinesis answers, if not at the region's own endpoint."),
    ROLE_ARN(
            "roleArn",
            Use.BOTH,
            "ARN",
            null,
            "A role to assume. Without it, credentials come from the SDK's default chain; they are never options."),
    ROLE_SESSION_NAME(
            "roleSessionName",
            Use.BOTH,
            "text",
            "recoflow-kinesis",
            "What the account's logs call the session of `roleArn`; 2 to 64 characters."),
    ROLE_EXTERNAL_ID(
            "roleExternalId",
            Use.BOTH,
            "text",
            null,
            "The external id that `roleArn` asks for, where its account has given one."),
    RETRY_TIMEOUT(
            "retryTimeout",
            Use.BOTH,
            "duration",
            "10m",
            "How long throttling, server errors, timeouts and lost connections are retried, with growing pauses and"
                    + " jitter, before the query fails."),
    CALL_TIMEOUT(
            "callTimeout",
            Use.BOTH,
            "duration",
            "5s",
            "How long one call to Kinesis may take before it is given up and tried again, with less at once where it"
                    + " carried records."),
    STARTING_POSITION(
            "startingPosition",
            Use.SOURCE,
            "`LATEST`, `TRIM_HORIZON`, `AT_TIMESTAMP <ISO time>` or `AFTER_SEQUENCE_NUMBER <JSON>`",
            "LATEST",
            "Where a query without a checkpoint begins. `LATEST` is the time of its first start."
                    + " The JSON has sequence numbers by shard id. Batch queries begin at `TRIM_HORIZON` unless told"
                    + " otherwise, and cannot at `LATEST`."),
    ENDING_POSITION(
            "endingPosition",
            Use.BATCH,
            "`LATEST` or `AT_TIMESTAMP <ISO time>`",
            "LATEST",
            "Where a batch query ends: before the first record that arrived at this time. `LATEST` is the time of"
                    + " `load()`, by the driver's clock."),
    CONSUMER_TYPE(
            "consumerType",
            Use.STREAMING,
            "`polling` or `fan-out`",
            "polling",
            "Polling shares 2 MB/s and five calls a second and shard with other consumers; enhanced fan-out has 2 MB/s"
                    + " of its own and is charged for."),
    CONSUMER_NAME(
            "consumerName",
            Use.STREAMING,
            "text",
            null,
            "The name of the fan-out consumer, one a query; registered with each stream if it is not yet. This or"
                    + " `consumerArn` is required for `fan-out`."),
    CONSUMER_ARN(
            "consumerArn",
            Use.STREAMING,
            "ARN",
            null,
            "The ARN of a fan-out consumer that is registered, one a query; it is neither looked up nor registered."
                    + " For one stream only."),
    DEREGISTER_CONSUMER(
            "deregisterConsumer",
            Use.STREAMING,
            "`true` or `false`",
            "false",
            "Deregister the fan-out consumer when the query ends, since it is charged for; only one registered by name."),
    POLL_INTERVAL(
            "pollInterval",
            Use.SOURCE,
            "duration",
            "200ms",
            "Time between two polls of a shard. AWS allows five calls a second and shard, to all consumers together."),
    MAX_BYTES_PER_SECOND(
            "maxBytesPerSecond",
            Use.SOURCE,
            "size",
            null,
            "Most bytes a second that are polled of a shard, on average, so that a backlog leaves the rest of Kinesis's"
                    + " 2 MB a second to other readers. The next poll asks for so many records as come to that, by the"
                    + " size of those before."),
    MAX_RECORDS_PER_TRIGGER(
            "maxRecordsPerTrigger",
            Use.STREAMING,
            "number",
            null,
            "Most Kinesis records of a micro-batch, oldest first; an aggregated record counts as one."),
    MAX_BYTES_PER_TRIGGER(
            "maxBytesPerTrigger",
            Use.STREAMING,
            "size",
            null,
            "Most bytes of data of a micro-batch, but one record at least."),
    MIN_BYTES_PER_TRIGGER(
            "minBytesPerTrigger",
            Use.STREAMING,
            "size",
            null,
            "A micro-batch waits until so much has come, or `maxTriggerDelay` has passed: for sinks that want large"
                    + " batches. At most `bufferBytes`."),
    MAX_TRIGGER_DELAY(
            "maxTriggerDelay",
            Use.STREAMING,
            "duration",
            "1m",
            "Longest time between two micro-batches where there is a `minBytesPerTrigger` and something came."),
    BUFFER_BYTES(
            "bufferBytes",
            Use.STREAMING,
            "size",
            "128m",
            "Most memory of the driver for records that are read and not committed, of all shards together. When it is"
                    + " full, reading waits. It bounds a micro-batch. Where executors read, of each of them."),
    EXECUTOR_TAIL_SHARDS(
            "executorTailShards",
            Use.STREAMING,
            "number",
            "64",
            "A query that starts with more shards than this is read ahead by the executors instead of the driver, where"
                    + " Spark has the plugin `io.recoflow.kinesis.KinesisPlugin` (`spark.plugins`). Not in real-time"
                    + " mode, where tasks read."),
    FAIL_ON_DATA_LOSS(
            "failOnDataLoss",
            Use.SOURCE,
            "`true` or `false`",
            "true",
            "Whether the query fails when records expired unread; otherwise it goes on behind them and counts the gap."),
    DRAIN_SIGNAL(
            "drainSignal",
            Use.STREAMING,
            "text",
            null,
            "The name of a `DrainSignal` of the driver. Once that is given, no further micro-batch begins, so that the"
                    + " query can be stopped between two."),
    LINGER("linger", Use.SINK, "duration", "20ms", "How long a record waits for others before it is sent."),
    MAX_RECORD_BYTES(
            "maxRecordBytes",
            Use.SINK,
            "size",
            "1m",
            "Largest record, key and data together; a larger one is refused. More than `1m`, up to `10m`, is right only"
                    + " where the stream's `MaxRecordSizeInKiB` is as large.");

    /** Where an option is understood. */
    public enum Use {
        /** Streaming and batch queries that read. */
        SOURCE("both"),
        /** Streaming queries that read. */
        STREAMING("streaming queries"),
        /** Batch queries that read. */
        BATCH("batch queries"),
        SINK("the sink"),
        /** Source and sink. */
        BOTH("both");

        private final String users;

        Use(String users) {
            this.users = users;
        }

        /** Whether something of this use is understood by one that asks; the source takes what either query takes. */
        private boolean covers(Use asking) {
            return switch (this) {
                case BOTH -> true;
                case SOURCE -> asking != SINK;
                case STREAMING, BATCH -> asking == this || asking == SOURCE;
                case SINK -> asking == SINK;
            };
        }
    }

    private final String key;
    private final Use use;
    private final String type;
    private final @Nullable String defaultText;
    private final String description;

    KinesisOption(String key, Use use, String type, @Nullable String defaultText, String description) {
        this.key = key;
        this.use = use;
        this.type = type;
        this.defaultText = defaultText;
        this.description = description;
    }

    /** The name that {@code option(name, value)} takes. */
    public String key() {
        return key;
    }

    /** As a user would write it; null where there is none. */
    public @Nullable String defaultText() {
        return defaultText;
    }

    /** For whom it is: "streaming queries". */
    String users() {
        return use.users;
    }

    /** The options that one kind of query, the source, or the sink understands. */
    static List<KinesisOption> of(Use asking) {
        return Arrays.stream(values())
                .filter(option -> option.use.covers(asking))
                .toList();
    }

    /** The options of one side, as a table in Markdown. */
    public static String markdown(Use side) {
        boolean source = side == Use.SOURCE;
        StringBuilder table = new StringBuilder("| option |" + (source ? " for |" : "")
                + " value | default | what it does |\n" + (source ? "|---" : "") + "|---|---|---|---|\n");
        for (KinesisOption option : of(side)) {
            table.append("| `%s` |%s %s | %s | %s |%n"
                    .formatted(
                            option.key,
                            source ? " " + option.users() + " |" : "",
                            option.type,
                            option.defaultText == null ? "" : "`" + option.defaultText + "`",
                            option.description));
        }
        return table.toString();
    }
}
