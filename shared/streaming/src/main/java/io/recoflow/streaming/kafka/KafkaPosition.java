package io.recoflow.streaming.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Where a query without a checkpoint begins to read a topic; spelt as the positions of Kinesis, or in Kafka's two words. */
public sealed interface KafkaPosition {

    /** What {@link #parse} reads, for messages. */
    String FORM = "latest, earliest, LATEST, TRIM_HORIZON, AT_TIMESTAMP with a time such as 2026-11-20T08:00:00Z, or"
            + " AFTER_SEQUENCE_NUMBER with JSON of an offset by partition such as {\"0\":\"4954\"}";

    /** At the oldest record of every partition. */
    record Beginning() implements KafkaPosition {}

    /** Behind the newest. */
    record End() implements KafkaPosition {}

    /** At the first record of that time or later, or behind the newest. */
    record At(Instant time) implements KafkaPosition {}

    /**
     * Behind the records with these offsets, by partition; -1 for the first. Partitions that are not named, as those that
     * came later, are read from their beginning.
     */
    record After(Map<Integer, Long> offsets) implements KafkaPosition {

        private static final long EARLIEST = -2;

        public After {
            offsets = new TreeMap<>(offsets);
        }

        /** As Spark's source takes it, which wants each partition named. */
        String startingOffsets(String topic, Collection<Integer> partitions) {
            ObjectNode json = new JsonMapper().createObjectNode();
            ObjectNode begins = json.putObject(topic);
            partitions.forEach(partition -> begins.put(
                    partition.toString(),
                    Optional.ofNullable(offsets.get(partition))
                            .map(last -> last + 1)
                            .orElse(EARLIEST)));
            return json.toString();
        }

        /** As {@link #parse} reads it. */
        String text() {
            ObjectNode json = new JsonMapper().createObjectNode();
            offsets.forEach((partition, offset) -> json.put(partition.toString(), offset.toString()));
            return AFTER + " " + json;
        }
    }

    String AFTER = "AFTER_SEQUENCE_NUMBER";

    Pattern OFFSET = Pattern.compile("-1|\\d{1,18}");
    Pattern PARTITION = Pattern.compile("\\d{1,9}");

    /**
     * Reads one of {@link #FORM}, whatever its case.
     *
     * @return empty for anything else
     * @throws java.time.DateTimeException where the time is none
     */
    static Optional<KafkaPosition> parse(String text) {
        String[] words = text.strip().split("\\s+", 2);
        String place = words.length < 2 ? "" : words[1];
        return switch (words[0].toUpperCase(Locale.ROOT)) {
            case "LATEST" -> place.isEmpty() ? Optional.of(new End()) : Optional.empty();
            case "TRIM_HORIZON", "EARLIEST" -> place.isEmpty() ? Optional.of(new Beginning()) : Optional.empty();
            case "AT_TIMESTAMP" -> Optional.of(new At(Instant.parse(place.toUpperCase(Locale.ROOT))));
            case AFTER -> after(place);
            default -> Optional.empty();
        };
    }

    private static Optional<KafkaPosition> after(String text) {
        JsonNode json;
        try {
            json = new JsonMapper().readTree(text);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
        if (!json.isObject() || json.isEmpty()) {
            return Optional.empty();
        }
        Map<Integer, Long> offsets = new TreeMap<>();
        for (Map.Entry<String, JsonNode> each : json.properties()) {
            String offset = each.getValue().asText();
            if (!PARTITION.matcher(each.getKey()).matches()
                    || !OFFSET.matcher(offset).matches()) {
                return Optional.empty();
            }
            offsets.put(Integer.valueOf(each.getKey()), Long.valueOf(offset));
        }
        return Optional.of(new After(offsets));
    }
}
