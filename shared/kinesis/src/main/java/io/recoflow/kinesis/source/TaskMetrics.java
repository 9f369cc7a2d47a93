package io.recoflow.kinesis.source;

import io.recoflow.kinesis.read.ReadMetrics;
import java.io.Serializable;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;

/** What tasks note of their reading: known to the driver when they end. */
record TaskMetrics(
        LongAccumulator records,
        LongAccumulator bytes,
        LongAccumulator retries,
        LongAccumulator gaps,
        LongAccumulator leftOutRecords)
        implements ReadMetrics, Serializable {

    static TaskMetrics of(SparkContext spark) {
        return new TaskMetrics(
                spark.longAccumulator(),
                spark.longAccumulator(),
                spark.longAccumulator(),
                spark.longAccumulator(),
                spark.longAccumulator());
    }

    @Override
    public void read(long moreRecords, long moreBytes) {
        records.add(moreRecords);
        bytes.add(moreBytes);
    }

    @Override
    public void retried() {
        retries.add(1);
    }

    @Override
    public void skippedGap() {
        gaps.add(1);
    }

    @Override
    public void leftOut(long moreRecords) {
        leftOutRecords.add(moreRecords);
    }
}
