package io.recoflow.kinesis.offset;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.connector.read.streaming.Offset;
import org.apache.spark.sql.connector.read.streaming.PartitionOffset;

/**
 * How far a stream was read: shard by shard. A shard that is not in it is either not begun, because its parents are not
 * read to their ends, or done. Immutable.
 */
public final class KinesisOffset extends Offset implements PartitionOffset {

    private static final long serialVersionUID = 1;

    private final String stream;
    private final TreeMap<String, ShardProgress> shards;

    /** @param stream the stream's name, so that an offset is not taken for another stream's */
    public KinesisOffset(String stream, Map<String, ShardProgress> shards) {
        this.stream = stream;
        this.shards = new TreeMap<>(shards);
    }

    public String stream() {
        return stream;
    }

    /** By shard id. */
    public SortedMap<String, ShardProgress> shards() {
        return Collections.unmodifiableSortedMap(shards);
    }

    /** Whether both stand at the same places, however recently they were looked at. */
    public boolean samePositions(KinesisOffset other) {
        return positions().equals(other.positions());
    }

    private Map<String, ShardPosition> positions() {
        Map<String, ShardPosition> positions = new TreeMap<>();
        shards.forEach((shard, progress) -> positions.put(shard, progress.position()));
        return positions;
    }

    @Override
    public String json() {
        return KinesisOffsetJson.write(this);
    }
}
