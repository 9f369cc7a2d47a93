package io.recoflow.kinesis.fake;

import io.recoflow.kinesis.client.KinesisRecord;
import io.recoflow.kinesis.client.RecordPage;
import io.recoflow.kinesis.client.Shard;
import io.recoflow.kinesis.offset.ShardPosition;
import io.recoflow.kinesis.offset.ShardPosition.AfterSequenceNumber;
import io.recoflow.kinesis.offset.ShardPosition.AtTimestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A shard of a fake, guarded by the fake's monitor. */
final class FakeShard {

    /** The most that one answer holds (GetRecords, API reference). */
    private static final int PAGE_BYTES = 10 << 20;

    /**
     * Where an iterator stands.
     *
     * @param after sequence number of the last record that was given; empty for none
     * @param fromMillis the time in the stream that was looked at until here
     */
    record Cursor(String after, long fromMillis) {}

    /** What stands at a cursor. */
    record Look(List<KinesisRecord> records, Cursor end, long millisBehindLatest, boolean atTip) {}

    final Shard shard;
    final List<KinesisRecord> records = new ArrayList<>();
    final ReadQuota quota = new ReadQuota();
    long closedAtMillis = Long.MAX_VALUE;

    FakeShard(Shard shard) {
        this.shard = shard;
    }

    boolean isClosed() {
        return closedAtMillis < Long.MAX_VALUE;
    }

    /** Drops what is older than a time; true where nothing will ever be read of the shard again. */
    boolean trim(long horizonMillis) {
        int expired = 0;
        while (expired < records.size() && records.get(expired).arrivalMillis() < horizonMillis) {
            expired++;
        }
        if (expired > 0) {
            records.subList(0, expired).clear();
        }
        return closedAtMillis < horizonMillis && records.isEmpty();
    }

    Cursor cursor(ShardPosition position) {
        if (position instanceof AfterSequenceNumber after) {
            int index = indexAfter(after.sequenceNumber());
            return new Cursor(
                    after.sequenceNumber(),
                    index == 0 ? 0 : records.get(index - 1).arrivalMillis());
        }
        return new Cursor("", position instanceof AtTimestamp at ? at.time().toEpochMilli() : 0);
    }

    /**
     * Kinesis does not tell that records expired between a cursor and the oldest that is left.
     *
     * @param scan how much of the stream's time one answer looks through, with records or without
     */
    Look look(Cursor from, long nowMillis, long horizonMillis, int limit, Duration scan) {
        int first = from.after().isEmpty() ? 0 : indexAfter(from.after());
        while (first < records.size() && records.get(first).arrivalMillis() < from.fromMillis()) {
            first++;
        }
        long start = Math.max(from.fromMillis(), horizonMillis);
        long end = Math.min(nowMillis, isClosed() ? closedAtMillis : nowMillis);
        long lookUntil = end - start > scan.toMillis() ? start + scan.toMillis() : Long.MAX_VALUE;
        int last = first;
        long bytes = 0;
        while (last < records.size()
                && last - first < limit
                && records.get(last).arrivalMillis() < lookUntil) {
            bytes += records.get(last).data().length;
            if (last > first && bytes > PAGE_BYTES) {
                break;
            }
            last++;
        }
        List<KinesisRecord> found = List.copyOf(records.subList(first, last));
        boolean scanned = last == records.size() || records.get(last).arrivalMillis() >= lookUntil;
        boolean atTip = scanned && lookUntil == Long.MAX_VALUE;
        long reached = scanned
                ? Math.min(lookUntil, nowMillis)
                : found.isEmpty() ? start : found.get(found.size() - 1).arrivalMillis();
        String after =
                found.isEmpty() ? from.after() : found.get(found.size() - 1).sequenceNumber();
        return new Look(
                found,
                // A record may still come with the time of now.
                new Cursor(after, atTip ? from.fromMillis() : reached),
                atTip ? 0 : Math.max(1, nowMillis - reached),
                atTip);
    }

    RecordPage page(Look look, String nextIterator, List<Shard> children) {
        boolean end = isClosed() && look.atTip();
        return new RecordPage(
                look.records(), end ? null : nextIterator, look.millisBehindLatest(), end, end ? children : List.of());
    }

    /** The index of the first record behind a sequence number. */
    private int indexAfter(String sequenceNumber) {
        int low = 0;
        int high = records.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ShardPosition.SEQUENCE_NUMBERS.compare(records.get(middle).sequenceNumber(), sequenceNumber) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
