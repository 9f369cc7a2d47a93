package io.recoflow.kinesis.fake;

import io.recoflow.kinesis.client.KinesisRecord;
import io.recoflow.kinesis.client.Shard;
import io.recoflow.kinesis.offset.ShardPosition;
import io.recoflow.kinesis.offset.ShardPosition.AfterSequenceNumber;
import io.recoflow.kinesis.offset.ShardPosition.AtTimestamp;
import java.util.ArrayList;
import java.util.List;

/** A shard of a fake, guarded by the fake's monitor. */
final class FakeShard {

    final Shard shard;
    final List<KinesisRecord> records = new ArrayList<>();
    boolean closed;

    FakeShard(Shard shard) {
        this.shard = shard;
    }

    /** The first record after a position, of those that are left: Kinesis does not tell that some expired. */
    int indexAfter(ShardPosition position) {
        int index = 0;
        while (index < records.size() && isBefore(records.get(index), position)) {
            index++;
        }
        return index;
    }

    private static boolean isBefore(KinesisRecord record, ShardPosition position) {
        if (position instanceof AfterSequenceNumber after) {
            return ShardPosition.SEQUENCE_NUMBERS.compare(record.sequenceNumber(), after.sequenceNumber()) <= 0;
        }
        return position instanceof AtTimestamp at
                && record.arrivalMillis() < at.time().toEpochMilli();
    }
}
