package io.recoflow.shop.review;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** A record that is no review, and the reason that it must be given. */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
record HostilePayload(String name, String reason, byte[] data) {

    private static final Path FILE = Path.of(System.getProperty("recoflow.home"))
            .resolve("shared/shop/src/test/resources/io/recoflow/shop/review/hostile-payloads.jsonl");

    static List<HostilePayload> all() {
        JsonMapper json = new JsonMapper();
        try (Stream<String> lines = Files.lines(FILE)) {
            return lines.map(line -> {
                        try {
                            return of(json.readTree(line));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its bytes stand there as text, in hexadecimal, or as a text that is repeated between two others. */
    private static HostilePayload of(JsonNode line) {
        byte[] data = line.has("hex")
                ? HexFormat.of().parseHex(line.path("hex").asText())
                : (line.path("text").asText()
                                + line.path("before").asText()
                                + line.path("fill")
                                        .asText()
                                        .repeat(line.path("times").asInt())
                                + line.path("after").asText())
                        .getBytes(UTF_8);
        return new HostilePayload(
                line.path("name").asText(), line.path("reason").asText(), data);
    }

    @Override
    public String toString() {
        return reason + ": " + name;
    }
}
