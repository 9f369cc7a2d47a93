package io.recoflow.kinesis.sink;

import io.recoflow.kinesis.client.OutgoingRecord;
import java.util.ArrayList;
import java.util.List;

/** Records that wait to be sent in one request. For one thread at a time. */
final class OpenBatch {

    private final RequestLimit limit;
    private final List<OutgoingRecord> records = new ArrayList<>();
    private long bytes;
    private long openedNanos;

    OpenBatch(RequestLimit limit) {
        this.limit = limit;
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    /** Whether no further record can come. */
    boolean isFull() {
        return records.size() == RequestLimit.MAX_RECORDS || bytes >= limit.bytes();
    }

    /**
     * Takes a record where there is room for it. An empty batch has room for any.
     *
     * @param nowNanos by {@link System#nanoTime}
     * @return whether there was room
     */
    boolean offer(OutgoingRecord record, long nowNanos) {
        if (isEmpty()) {
            openedNanos = nowNanos;
        } else if (isFull() || bytes + record.size() > limit.bytes()) {
            return false;
        }
        records.add(record);
        bytes += record.size();
        return true;
    }

    /** How long the oldest record has waited. */
    long ageNanos(long nowNanos) {
        return nowNanos - openedNanos;
    }

    List<OutgoingRecord> records() {
        return records;
    }
}
