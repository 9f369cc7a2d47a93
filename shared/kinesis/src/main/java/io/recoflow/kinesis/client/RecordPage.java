package io.recoflow.kinesis.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records of a shard in order, from one request or one event.
 *
 * @param nextIterator where to go on by {@link KinesisStreamClient#getRecords}; null at the shard's end, and always null
 *     for an event of a subscription
 * @param millisBehindLatest how far the page is behind the shard's newest record; 0 at the tip
 * @param shardEnd whether the shard is closed and this page is its last
 * @param children the shards that followed a closed one, with its last page; none where the server does not tell
 */
public record RecordPage(
        List<KinesisRecord> records,
        @Nullable String nextIterator,
        long millisBehindLatest,
        boolean shardEnd,
        List<Shard> children) {

    public RecordPage {
        records = List.copyOf(records);
        children = List.copyOf(children);
    }
}
