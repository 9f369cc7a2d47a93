package io.recoflow.kinesis.sink;

import io.recoflow.kinesis.client.KinesisRecord;
import io.recoflow.kinesis.client.RecordPage;
import io.recoflow.kinesis.client.Shard;
import io.recoflow.kinesis.fake.FakeKinesis;
import io.recoflow.kinesis.offset.ShardPosition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a fake Kinesis holds. */
final class StoredRecords {

    private StoredRecords() {}

    /** Each record as "key=data", in order of their shards. */
    static List<String> of(FakeKinesis kinesis) {
        List<String> records = new ArrayList<>();
        for (Shard shard : kinesis.listShards()) {
            String iterator = kinesis.shardIterator(shard.id(), new ShardPosition.TrimHorizon());
            RecordPage page = kinesis.getRecords(iterator, Integer.MAX_VALUE);
            page.records().forEach(record -> records.add(text(record)));
        }
        return records;
    }

    private static String text(KinesisRecord record) {
        return record.partitionKey() + "=" + new String(record.data(), StandardCharsets.UTF_8);
    }
}
