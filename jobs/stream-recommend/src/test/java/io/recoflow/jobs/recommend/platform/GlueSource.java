package io.recoflow.jobs.recommend.platform;

import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Glue's {@code kinesis}, by "Kinesis connections" of its developer guide. */
public final class GlueSource extends DocumentedSource {

    private static final Set<String> POSITIONS = Set.of("LATEST", "TRIM_HORIZON", "EARLIEST");

    public GlueSource() {
        super(Set.of("streamName", "endpointUrl"), Set.of("awsRegion", "startingPosition"));
    }

    @Override
    public String shortName() {
        return "kinesis";
    }

    @Override
    Map<String, String> own(CaseInsensitiveStringMap options) {
        String position = options.getOrDefault("startingPosition", "LATEST");
        return Map.of(
                "streamName", options.get("streamName"),
                "endpoint", options.get("endpointUrl"),
                "region", options.get("awsRegion"),
                "startingPosition", POSITIONS.contains(position) ? position : "AT_TIMESTAMP " + requireTime(position));
    }
}
