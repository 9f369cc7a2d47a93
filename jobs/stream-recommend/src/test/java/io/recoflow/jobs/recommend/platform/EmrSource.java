package io.recoflow.jobs.recommend.platform;

import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** EMR's {@code aws-kinesis}, by the README of awslabs/spark-sql-kinesis-connector. */
public final class EmrSource extends DocumentedSource {

    private static final String AT_TIMESTAMP = "AT_TIMESTAMP ";

    public EmrSource() {
        super(
                Set.of("kinesis.streamName", "kinesis.endpointUrl"),
                Set.of(
                        "kinesis.region",
                        "kinesis.consumerType",
                        "kinesis.consumerName",
                        "kinesis.startingPosition",
                        "kinesis.stsRoleArn",
                        "kinesis.stsSessionName"));
    }

    @Override
    public String shortName() {
        return "aws-kinesis";
    }

    @Override
    Map<String, String> own(CaseInsensitiveStringMap options) {
        String position = options.getOrDefault("kinesis.startingPosition", "LATEST");
        if (position.startsWith(AT_TIMESTAMP)) {
            requireTime(position.substring(AT_TIMESTAMP.length()));
        }
        return Map.of(
                "streamName", options.get("kinesis.streamName"),
                "endpoint", options.get("kinesis.endpointUrl"),
                "region", options.get("kinesis.region"),
                "startingPosition", position);
    }
}
