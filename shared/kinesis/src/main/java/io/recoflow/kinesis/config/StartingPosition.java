package io.recoflow.kinesis.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.recoflow.kinesis.offset.ShardPosition;
import io.recoflow.kinesis.offset.ShardPosition.AfterSequenceNumber;
import java.io.Serializable;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where a query without a checkpoint begins. */
public sealed interface StartingPosition extends Serializable {

    /** From the first start on. */
    StartingPosition LATEST = new Latest();

    /** What {@link #parse} reads, for messages. */
    String FORM = "LATEST, TRIM_HORIZON, AT_TIMESTAMP with a time such as 2026-11-20T08:00:00Z, or"
            + " AFTER_SEQUENCE_NUMBER with JSON such as {\"shardId-000000000000\":\"4954\"}";

    /** At the time of the first start. */
    record Latest() implements StartingPosition {}

    /** At the same place in every shard. */
    record Everywhere(ShardPosition position) implements StartingPosition {}

    /** After the records with these sequence numbers; by shard id. */
    record AfterSequenceNumbers(Map<String, AfterSequenceNumber> shards) implements StartingPosition {

        public AfterSequenceNumbers {
            shards = Map.copyOf(shards);
        }
    }

    /**
     * Reads {@code LATEST}, {@code TRIM_HORIZON}, {@code AT_TIMESTAMP <ISO time>}, whatever their case, or {@code
     * AFTER_SEQUENCE_NUMBER <JSON object of sequence numbers by shard id>}.
     *
     * @return null for anything else
     * @throws java.time.DateTimeException where the time is none
     * @throws IllegalArgumentException where a sequence number is none
     */
    static @Nullable StartingPosition parse(String text) {
        String[] words = text.strip().split("\\s+", 2);
        String place = words.length < 2 ? "" : words[1];
        return switch (words[0].toUpperCase(Locale.ROOT)) {
            case "LATEST" -> place.isEmpty() ? LATEST : null;
            case "TRIM_HORIZON" -> place.isEmpty() ? new Everywhere(new ShardPosition.TrimHorizon()) : null;
            case "AT_TIMESTAMP" ->
                new Everywhere(new ShardPosition.AtTimestamp(Instant.parse(place.toUpperCase(Locale.ROOT))));
            case "AFTER_SEQUENCE_NUMBER" -> afterSequenceNumbers(place);
            default -> null;
        };
    }

    private static @Nullable StartingPosition afterSequenceNumbers(String json) {
        JsonNode root;
        try {
            root = JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .configure(JsonParser.Feature.STRICT_DUPLICATE_DETECTION, true)
                    .build()
                    .readTree(json);
        } catch (JsonProcessingException e) {
            return null;
        }
        if (!root.isObject() || root.isEmpty()) {
            return null;
        }
        Map<String, AfterSequenceNumber> shards = new TreeMap<>();
        root.properties()
                .forEach(entry -> shards.put(
                        entry.getKey(), new AfterSequenceNumber(entry.getValue().asText())));
        return new AfterSequenceNumbers(shards);
    }
}
