package io.recoflow.streaming.kinesis;

import io.recoflow.streaming.broker.StreamAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * Where streams are, and as whom they are reached: the region, the address of a local service, a role. Empty means the
 * SDK's own choice.
 */
public record KinesisLocation(Optional<String> region, Optional<String> endpoint, Optional<AssumedRole> role) {

    /** The options of {@code recoflow-kinesis} for a stream, whether it is read or written. */
    Map<String, String> options(StreamAddress stream) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put(KinesisAddress.isArn(stream) ? "streamArn" : "streamName", stream.text());
        region.ifPresent(name -> options.put("region", name));
        endpoint.ifPresent(address -> options.put("endpoint", address));
        role.ifPresent(assumed -> {
            options.put("roleArn", assumed.arn());
            assumed.sessionName().ifPresent(name -> options.put("roleSessionName", name));
            assumed.externalId().ifPresent(id -> options.put("roleExternalId", id));
        });
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
