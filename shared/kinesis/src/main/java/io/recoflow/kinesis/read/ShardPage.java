package io.recoflow.kinesis.read;

import io.recoflow.kinesis.client.KinesisRecord;
import io.recoflow.kinesis.client.Shard;
import io.recoflow.kinesis.offset.ShardProgress;
import java.time.Instant;
import java.util.List;

/**
 * What one look at a shard gave.
 *
 * @param records in order, none of them seen before; perhaps none
 * @param progress where the page ends; at the shard's end, still after its last record
 * @param millisBehindLatest how far the page is behind the shard's newest record; 0 at the tip
 * @param askedAt when Kinesis was asked: what was stored before is in this page or in an earlier one, where it is at the
 *     tip
 * @param shardEnd whether nothing will follow
 * @param children of a shard that ended, as far as the server told with its last page
 */
public record ShardPage(
        List<KinesisRecord> records,
        ShardProgress progress,
        long millisBehindLatest,
        Instant askedAt,
        boolean shardEnd,
        List<Shard> children) {

    public ShardPage {
        records = List.copyOf(records);
        children = List.copyOf(children);
    }

    /** The data of its records, in bytes. */
    public long bytes() {
        return records.stream().mapToLong(record -> record.data().length).sum();
    }
}
