package io.recoflow.jobs.recommend.stream;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

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

    /** Where Kinesis answers, for sources that do not find it by themselves. */
    String address() {
        return endpoint.orElseGet(() -> {
            Region place = region.map(Region::of).orElseGet(() -> new DefaultAwsRegionProviderChain().getRegion());
            return "https://kinesis." + place.id() + "."
                    + PartitionMetadata.of(place).dnsSuffix();
        });
    }
}
