package io.recoflow.kinesis.remote;

import io.recoflow.kinesis.read.ReadMetrics;
import java.io.Serializable;
import java.util.concurrent.atomic.LongAdder;

/** What an executor has read since it reported last. Safe for concurrent callers. */
final class ReadCounts implements ReadMetrics {

    /** What was counted between two reports. */
    record Counted(long records, long bytes, long retries, long gaps) implements Serializable {

        void addTo(ReadMetrics metrics) {
            metrics.read(records, bytes);
            for (long retry = 0; retry < retries; retry++) {
                metrics.retried();
            }
            for (long gap = 0; gap < gaps; gap++) {
                metrics.skippedGap();
            }
        }
    }

    private final LongAdder records = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder gaps = new LongAdder();

    Counted take() {
        return new Counted(records.sumThenReset(), bytes.sumThenReset(), retries.sumThenReset(), gaps.sumThenReset());
    }

    @Override
    public void read(long moreRecords, long moreBytes) {
        records.add(moreRecords);
        bytes.add(moreBytes);
    }

    @Override
    public void retried() {
        retries.increment();
    }

    @Override
    public void skippedGap() {
        gaps.increment();
    }

    @Override
    public void leftOut(long moreRecords) {
        // Records are unpacked by tasks, which count it.
    }
}
