package io.recoflow.kinesis.read;

import io.recoflow.kinesis.client.KinesisRecord;
import java.util.List;

/**
 * How many records a poll asks for, since Kinesis takes a number of records only: as many as come to a size, by the
 * records before, and fewer where answers do not come in time. For one shard and one thread.
 */
final class PageSize {

    /** The most that Kinesis gives at once (GetRecords, API reference). */
    static final int MOST_RECORDS = 10_000;

    /** Of a record, as long as none is known. */
    private static final long UNKNOWN_BYTES = 1 << 20;

    /** How much of the estimate one page of smaller records replaces; larger ones replace it at once. */
    private static final double FORGETTING = 0.25;

    private double recordBytes = UNKNOWN_BYTES;
    private int inTime = MOST_RECORDS;
    private boolean known;

    /** What a record takes, data and key, in bytes. */
    long recordBytes() {
        return (long) Math.ceil(recordBytes);
    }

    /**
     * The number of records that come to a size, but one at least.
     *
     * @param memory what they may take here, in bytes
     * @param size what they may take on the way, in bytes
     */
    int records(long memory, long size) {
        long fitting = Math.min(memory / (recordBytes() + KinesisRecord.OVERHEAD_BYTES), size / recordBytes());
        return (int) Math.max(1, Math.min(inTime, fitting));
    }

    /** An answer came in time. */
    void answered(List<KinesisRecord> records) {
        inTime = Math.min(MOST_RECORDS, 2 * inTime);
        if (!records.isEmpty()) {
            double mean = (double) bytes(records) / records.size();
            recordBytes = !known || mean > recordBytes ? mean : recordBytes + FORGETTING * (mean - recordBytes);
            recordBytes = Math.max(1, recordBytes);
            known = true;
        }
    }

    /** No answer came in time to a request for so many records. */
    void timedOut(int asked) {
        inTime = Math.max(1, asked / 2);
    }

    static long bytes(List<KinesisRecord> records) {
        return records.stream().mapToLong(KinesisRecord::size).sum();
    }
}
