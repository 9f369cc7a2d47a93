package io.recoflow.kinesis.sink;

import io.recoflow.kinesis.client.OutgoingRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How much one request carries: half of what was too large or not answered in time, and twice as much again where as much
 * as may be was answered so soon that twice as much would be, too. Safe for concurrent callers.
 */
final class RequestLimit {

    /** Of a request; see PutRecords in the AWS API reference. */
    static final int MAX_RECORDS = 500;

    /** Of a request, keys included; see PutRecords in the AWS API reference. */
    static final long MAX_BYTES = 10L << 20;

    private static final long LEAST_BYTES = 4L << 10;

    /** A request that takes a quarter of the time leaves room for one of twice its size. */
    private static final int SOON = 4;

    private final long soonNanos;
    private long bytes = MAX_BYTES;

    /** @param callTimeout when a request counts as not answered */
    RequestLimit(Duration callTimeout) {
        this.soonNanos = callTimeout.toNanos() / SOON;
    }

    /** Of a request, keys included; a single record may be larger, and goes alone. */
    synchronized long bytes() {
        return bytes;
    }

    /**
     * As many of the first records as one request may carry, but one at least.
     *
     * @param most how many
     */
    List<OutgoingRecord> first(Iterable<OutgoingRecord> records, int most) {
        List<OutgoingRecord> request = new ArrayList<>();
        long left = bytes();
        for (OutgoingRecord record : records) {
            left -= record.size();
            if (request.size() == most || (left < 0 && !request.isEmpty())) {
                break;
            }
            request.add(record);
        }
        return request;
    }

    /** @param size of a request, in bytes */
    synchronized void answered(long size, long nanos) {
        if (nanos < soonNanos && size >= bytes / 2) {
            bytes = Math.min(MAX_BYTES, bytes * 2);
        }
    }

    /** @param size of a request, in bytes */
    synchronized void tooMuch(long size) {
        bytes = Math.max(LEAST_BYTES, Math.min(bytes, size / 2));
    }
}
