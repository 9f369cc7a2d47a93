package io.recoflow.kinesis.offset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * An offset as it stands in Spark's log. Written with a format version; what this version does not know is refused, so
 * that an older release never misreads what a newer one wrote. Earlier versions are read.
 *
 * <p>Version 2 is short, because an offset has an entry for each shard and stands three times in each progress event:
 * {@code {"version":2,"stream":"clicks","time":1795161600123,"shards":{"#0":"3xkq… 250"}}}, where each entry is what
 * {@link ShardText} writes.
 */
public final class KinesisOffsetJson {

    static final int VERSION = 2;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private KinesisOffsetJson() {}

    static String write(KinesisOffset offset) {
        Instant time = offset.shards().values().stream()
                .map(ShardProgress::completeUntil)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
        ObjectNode root = MAPPER.createObjectNode();
        root.put("version", VERSION);
        root.put("stream", offset.stream());
        root.put("time", time.toEpochMilli());
        ObjectNode shards = root.putObject("shards");
        offset.shards()
                .forEach((shard, progress) -> shards.put(ShardText.shortened(shard), ShardText.of(progress, time)));
        return root.toString();
    }

    /** @throws IllegalArgumentException saying what is wrong and what helps, where it cannot be understood */
    public static KinesisOffset read(String json) {
        try {
            JsonNode root = MAPPER.readTree(json);
            return switch (root.path("version").asInt(-1)) {
                case 1 -> FirstOffsetJson.read(root);
                case VERSION -> current(root);
                default ->
                    throw new IllegalArgumentException(
                            "The checkpoint's Kinesis offset has format version "
                                    + root.path("version") + ", and this release reads versions 1 and " + VERSION
                                    + ": it was written by another release. Use that release or a newer one, or start with a new checkpoint");
            };
        } catch (JsonProcessingException | DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(damaged(json), e);
        }
    }

    private static KinesisOffset current(JsonNode root) {
        Instant time = Instant.ofEpochMilli(required(root, "time").longValue());
        Map<String, ShardProgress> shards = new TreeMap<>();
        required(root, "shards").properties().forEach(entry -> {
            try {
                shards.put(
                        ShardText.expanded(entry.getKey()),
                        ShardText.progress(entry.getValue().asText(), time));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(damaged(root.toString()), e);
            }
        });
        return new KinesisOffset(text(root, "stream"), shards);
    }

    static String text(JsonNode node, String field) {
        JsonNode value = required(node, field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(damaged(node.toString()));
        }
        return value.textValue();
    }

    static JsonNode required(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null) {
            throw new IllegalArgumentException(damaged(node.toString()));
        }
        return value;
    }

    static String damaged(String json) {
        return "The checkpoint's Kinesis offset cannot be understood: " + json
                + ". Restore the checkpoint, or start with a new one";
    }
}
