package io.recoflow.streaming.kinesis;

import io.recoflow.kinesis.DrainSignal;
import io.recoflow.streaming.broker.FailOnDataLoss;
import io.recoflow.streaming.broker.StreamRead;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells each source what to read in that source's words. */
final class SourceOptions {

    private final KinesisLocation kinesis;
    private final KinesisSource source;
    private final FailOnDataLoss failOnDataLoss;
    private final DrainSignal signal;

    SourceOptions(KinesisLocation kinesis, KinesisSource source, FailOnDataLoss failOnDataLoss, DrainSignal signal) {
        this.kinesis = kinesis;
        this.source = source;
        this.failOnDataLoss = failOnDataLoss;
        this.signal = signal;
    }

    Map<String, String> of(StreamRead read) {
        return switch (source) {
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
        options.putAll(KinesisPace.options(read.pace()));
        return options;
    }

    private Map<String, String> emr(StreamRead read) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("kinesis.streamName", read.stream().name());
        options.put("kinesis.startingPosition", KinesisPositions.inSeconds(read.position()));
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
                KinesisAddress.isArn(read.stream()) ? "streamARN" : "streamName",
                read.stream().text());
        options.put("startingPosition", KinesisPositions.inSecondsAlone(read.position()));
        kinesis.region().ifPresent(region -> options.put("awsRegion", region));
        options.put("endpointUrl", kinesis.address());
        kinesis.role().ifPresent(role -> {
            options.put("awsSTSRoleARN", role.arn());
            options.put("awsSTSSessionName", role.sessionNameOrDefault());
        });
        return options;
    }
}
