package io.recoflow.kinesis.offset;

import static io.recoflow.kinesis.offset.KinesisOffsetJson.damaged;
import static io.recoflow.kinesis.offset.KinesisOffsetJson.required;
import static io.recoflow.kinesis.offset.KinesisOffsetJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.kinesis.offset.ShardPosition.AfterSequenceNumber;
import io.recoflow.kinesis.offset.ShardPosition.AtTimestamp;
import io.recoflow.kinesis.offset.ShardPosition.ShardEnd;
import io.recoflow.kinesis.offset.ShardPosition.TrimHorizon;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Offsets of format version 1, which are read and no longer written. */
final class FirstOffsetJson {

    private FirstOffsetJson() {}

    static KinesisOffset read(JsonNode root) {
        Map<String, ShardProgress> shards = new TreeMap<>();
        required(root, "shards").properties().forEach(entry -> shards.put(entry.getKey(), progress(entry.getValue())));
        return new KinesisOffset(text(root, "stream"), shards);
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
}
