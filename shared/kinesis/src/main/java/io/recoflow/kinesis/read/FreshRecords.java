package io.recoflow.kinesis.read;

import io.recoflow.kinesis.client.KinesisRecord;
import io.recoflow.kinesis.client.RecordPage;
import io.recoflow.kinesis.offset.ShardPosition;
import io.recoflow.kinesis.offset.ShardPosition.AfterSequenceNumber;
import io.recoflow.kinesis.offset.ShardPosition.AtTimestamp;
import io.recoflow.kinesis.offset.ShardProgress;
import java.time.Instant;
import java.util.List;

/** What of an answer follows a position, and where it ends. */
final class FreshRecords {

    private FreshRecords() {}

    /** @param askedAt when the answer was asked for */
    static ShardPage of(RecordPage page, ShardProgress before, Instant askedAt) {
        List<KinesisRecord> fresh = after(page.records(), before.position());
        ShardPosition position = fresh.isEmpty()
                ? before.position()
                : new AfterSequenceNumber(fresh.get(fresh.size() - 1).sequenceNumber());
        return new ShardPage(
                fresh,
                new ShardProgress(position, completeUntil(page, fresh, before, askedAt)),
                page.millisBehindLatest(),
                askedAt,
                page.shardEnd(),
                page.children());
    }

    /**
     * Records say exactly how far a page goes, and so does the distance from the tip; only a distance of 0 does not,
     * beside records: some servers say that of every page. The end of a shard tells nothing of its children, which may
     * hold records since then.
     */
    private static Instant completeUntil(
            RecordPage page, List<KinesisRecord> fresh, ShardProgress before, Instant askedAt) {
        boolean isTold = !page.shardEnd() && (page.records().isEmpty() || page.millisBehindLatest() > 0);
        Instant looked = isTold ? askedAt.minusMillis(page.millisBehindLatest()) : Instant.MIN;
        Instant least = fresh.isEmpty()
                ? before.completeUntil()
                : Instant.ofEpochMilli(fresh.get(fresh.size() - 1).arrivalMillis());
        return looked.isAfter(least) ? looked : least;
    }

    /**
     * Drops what comes again when a subscription is taken up anew and begins at the position instead of after it, and
     * what is older than the time to begin at, where that is looked for from the shard's beginning on.
     */
    private static List<KinesisRecord> after(List<KinesisRecord> records, ShardPosition position) {
        if (records.isEmpty() || isAfter(records.get(0), position)) {
            return records;
        }
        return records.stream().filter(record -> isAfter(record, position)).toList();
    }

    private static boolean isAfter(KinesisRecord record, ShardPosition position) {
        if (position instanceof AfterSequenceNumber seen) {
            return ShardPosition.SEQUENCE_NUMBERS.compare(record.sequenceNumber(), seen.sequenceNumber()) > 0;
        }
        return !(position instanceof AtTimestamp at)
                || record.arrivalMillis() >= at.time().toEpochMilli();
    }
}
