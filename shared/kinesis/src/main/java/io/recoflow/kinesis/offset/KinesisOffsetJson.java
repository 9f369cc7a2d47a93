package io.recoflow.kinesis.offset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoflow.kinesis.offset.ShardPosition.AfterSequenceNumber;
import io.recoflow.kinesis.offset.ShardPosition.AtTimestamp;
import io.recoflow.kinesis.offset.ShardPosition.ShardEnd;
import io.recoflow.kinesis.offset.ShardPosition.TrimHorizon;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * An offset as it stands in Spark's log. Written with a format version; what this version does not know is refused, so
 * that an older release never misreads what a newer one wrote.
 */
public final class KinesisOffsetJson {

    static final int VERSION = 1;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private KinesisOffsetJson() {}

    static String write(KinesisOffset offset) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("version", VERSION);
        root.put("stream", offset.stream());
        ObjectNode shards = root.putObject("shards");
        offset.shards().forEach((shard, progress) -> {
            ObjectNode node = position(progress.position());
            node.put("completeUntil", progress.completeUntil().toString());
            shards.set(shard, node);
        });
        return root.toString();
    }

    /** @throws IllegalArgumentException saying what is wrong and what helps, where it cannot be understood */
    public static KinesisOffset read(String json) {
        try {
            JsonNode root = MAPPER.readTree(json);
            int version = root.path("version").asInt(-1);
            if (version != VERSION) {
                throw new IllegalArgumentException(
                        "The checkpoint's Kinesis offset has format version "
                                + root.path("version") + ", and this release reads version " + VERSION
                                + ": it was written by another release. Use that release or a newer one, or start with a new checkpoint");
            }
            Map<String, ShardProgress> shards = new TreeMap<>();
            required(root, "shards")
                    .properties()
                    .forEach(entry -> shards.put(entry.getKey(), progress(entry.getValue())));
            return new KinesisOffset(text(root, "stream"), shards);
        } catch (JsonProcessingException | DateTimeException e) {
            throw new IllegalArgumentException(damaged(json), e);
        }
    }

    private static ObjectNode position(ShardPosition position) {
        ObjectNode node = MAPPER.createObjectNode();
        if (position instanceof TrimHorizon) {
            return node.put("type", "TRIM_HORIZON");
        }
        if (position instanceof AtTimestamp at) {
            return node.put("type", "AT_TIMESTAMP").put("time", at.time().toString());
        }
        if (position instanceof AfterSequenceNumber after) {
            return node.put("type", "AFTER_SEQUENCE_NUMBER").put("sequenceNumber", after.sequenceNumber());
        }
        node.put("type", "SHARD_END");
        node.set("childrenFrom", position(position.childrenFrom()));
        return node;
    }

    private static ShardProgress progress(JsonNode node) {
        return new ShardProgress(position(node), Instant.parse(text(node, "completeUntil")));
    }

    private static ShardPosition position(JsonNode node) {
        return switch (text(node, "type")) {
            case "TRIM_HORIZON" -> new TrimHorizon();
            case "AT_TIMESTAMP" -> new AtTimestamp(Instant.parse(text(node, "time")));
            case "AFTER_SEQUENCE_NUMBER" -> new AfterSequenceNumber(text(node, "sequenceNumber"));
            case "SHARD_END" -> new ShardEnd(position(required(node, "childrenFrom")));
            default -> throw new IllegalArgumentException(damaged(node.toString()));
        };
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = required(node, field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(damaged(node.toString()));
        }
        return value.textValue();
    }

    private static JsonNode required(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null) {
            throw new IllegalArgumentException(damaged(node.toString()));
        }
        return value;
    }

    private static String damaged(String json) {
        return "The checkpoint's Kinesis offset cannot be understood: " + json
                + ". Restore the checkpoint, or start with a new one";
    }
}
