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
 */
public record RecordPage(
        List<KinesisRecord> records, @Nullable String nextIterator, long millisBehindLatest, boolean shardEnd) {

    public RecordPage {
        records = List.copyOf(records);
    }
}
