package io.recoflow.local.command;

import io.recoflow.local.kinesis.client.StreamLocation;
import io.recoflow.runtime.option.Option;
import io.recoflow.runtime.option.Settings;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Where a stream is, on the command line. */
final class StreamOptions {
    static final Option<String> REGION = Option.text("region")
            .label("NAME")
            .description("The region of the stream; without it, the one of the SDK's default chain.");
    static final Option<String> AWS_ENDPOINT = Option.text("aws-endpoint")
            .label("URL")
            .description("Where Kinesis answers, if not at the region's own endpoint: a local service. It needs no"
                    + " credentials then.");

    private StreamOptions() {}

    /** @param stream the option that names it */
    static StreamLocation location(Settings settings, Option<String> stream) {
        return new StreamLocation(
                settings.get(stream),
                settings.find(REGION).orElse(null),
                settings.find(AWS_ENDPOINT).map(URI::create).orElse(null));
    }

    static List<String> problems(Settings settings) {
        Optional<String> endpoint = settings.find(AWS_ENDPOINT).filter(text -> !text.matches("https?://[^/\\s]+/?"));
        return endpoint.map(text ->
                        "Cannot use --aws-endpoint " + text + ": it is no URL. Give one such as http://127.0.0.1:4567")
                .map(List::of)
                .orElse(List.of());
    }
}
