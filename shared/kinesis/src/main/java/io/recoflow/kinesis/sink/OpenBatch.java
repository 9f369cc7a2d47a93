package io.recoflow.kinesis.sink;

import io.recoflow.kinesis.client.OutgoingRecord;
import java.util.ArrayList;
import java.util.List;

/** Records that wait to be sent in one request. For one thread at a time. */
final class OpenBatch {

    /** Of a request; see PutRecords in the AWS API reference. */
    static final int MAX_RECORDS = 500;

    /**
     * Of a request, keys included; see PutRecords in the AWS API reference. A single larger record, which a stream may be
     * configured to take, goes alone.
     */
    static final long MAX_BYTES = 5L << 20;

    private final List<OutgoingRecord> records = new ArrayList<>();
    private long bytes;
    private long openedNanos;

    boolean isEmpty() {
        return records.isEmpty();
    }

    /** Whether no further record can come. */
    boolean isFull() {
        return records.size() == MAX_RECORDS || bytes >= MAX_BYTES;
    }

    boolean hasRoomFor(OutgoingRecord record) {
        return isEmpty() || (records.size() < MAX_RECORDS && bytes + record.size() <= MAX_BYTES);
    }

    /** @param nowNanos by {@link System#nanoTime} */
    void add(OutgoingRecord record, long nowNanos) {
        if (isEmpty()) {
            openedNanos = nowNanos;
        }
        records.add(record);
        bytes += record.size();
    }

    /** How long the oldest record has waited. */
    long ageNanos(long nowNanos) {
        return nowNanos - openedNanos;
    }

    List<OutgoingRecord> records() {
        return records;
    }
}
