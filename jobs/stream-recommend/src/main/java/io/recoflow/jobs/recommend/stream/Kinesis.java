package io.recoflow.jobs.recommend.stream;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Where streams are: the region, and the address of a local service. Empty means the SDK's own choice. */
public record Kinesis(Optional<String> region, Optional<String> endpoint) {

    /** The options of {@code recoflow-kinesis} for a stream. */
    Map<String, String> options(String stream) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("streamName", stream);
        region.ifPresent(name -> options.put("region", name));
        endpoint.ifPresent(address -> options.put("endpoint", address));
        return options;
    }
}
