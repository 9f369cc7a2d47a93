package io.recoflow.streaming.kinesis;

import io.recoflow.kinesis.DrainSignal;
import io.recoflow.kinesis.config.StartingPosition.Everywhere;
import io.recoflow.kinesis.config.StartingPosition;
import io.recoflow.kinesis.offset.ShardPosition.AtTimestamp;
import io.recoflow.streaming.broker.FailOnDataLoss;
import io.recoflow.streaming.broker.StreamRead;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Tells each source what to read in that source's words. */
public final class SourceOptions {

    private static final String AT_TIMESTAMP = "AT_TIMESTAMP ";

    private final KinesisLocation kinesis;
    private final FailOnDataLoss failOnDataLoss;
    private final DrainSignal signal;

    public SourceOptions(KinesisLocation kinesis, FailOnDataLoss failOnDataLoss, DrainSignal signal) {
        this.kinesis = kinesis;
        this.failOnDataLoss = failOnDataLoss;
        this.signal = signal;
    }

    public Map<String, String> of(StreamRead read) {
        return switch (read.format()) {
            case RECOFLOW -> own(read);
            case EMR -> emr(read);
            case GLUE -> glue(read);
        };
    }

    private Map<String, String> own(StreamRead read) {
        Map<String, String> options = kinesis.options(read.stream());
        options.put("startingPosition", read.position());
        read.consumer().ifPresent(name -> {
            options.put("consumerType", "fan-out");
            options.put("consumerName", name);
        });
        options.put("failOnDataLoss", failOnDataLoss.toString());
        options.put("drainSignal", signal.name());
        options.putAll(read.pace().options());
        return options;
    }

    private Map<String, String> emr(StreamRead read) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("kinesis.streamName", read.stream().name());
        options.put("kinesis.startingPosition", inSeconds(read.position()));
        read.consumer()
                .ifPresentOrElse(
                        name -> {
                            options.put("kinesis.consumerType", "SubscribeToShard");
                            options.put("kinesis.consumerName", name);
                        },
                        () -> options.put("kinesis.consumerType", "GetRecords"));
        kinesis.region().ifPresent(region -> options.put("kinesis.region", region));
        options.put("kinesis.endpointUrl", kinesis.address());
        kinesis.role().ifPresent(role -> {
            options.put("kinesis.stsRoleArn", role.arn());
            options.put("kinesis.stsSessionName", role.sessionNameOrDefault());
        });
        return options;
    }

    private Map<String, String> glue(StreamRead read) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put(
                read.stream().isArn() ? "streamARN" : "streamName",
                read.stream().text());
        options.put("startingPosition", inSeconds(read.position()).replace(AT_TIMESTAMP, ""));
        kinesis.region().ifPresent(region -> options.put("awsRegion", region));
        options.put("endpointUrl", kinesis.address());
        kinesis.role().ifPresent(role -> {
            options.put("awsSTSRoleARN", role.arn());
            options.put("awsSTSSessionName", role.sessionNameOrDefault());
        });
        return options;
    }

    /** The platforms' sources document times without a fraction. */
    private static String inSeconds(String position) {
        return StartingPosition.parse(position) instanceof Everywhere everywhere
                        && everywhere.position() instanceof AtTimestamp at
                ? AT_TIMESTAMP + at.time().truncatedTo(ChronoUnit.SECONDS)
                : position.strip().toUpperCase(Locale.ROOT);
    }
}
