package io.recoflow.kinesis.source;

import io.recoflow.kinesis.config.SourceSettings;
import io.recoflow.kinesis.tail.BatchLimits;
import org.apache.spark.sql.connector.read.streaming.CompositeReadLimit;
import org.apache.spark.sql.connector.read.streaming.ReadLimit;
import org.apache.spark.sql.connector.read.streaming.ReadMaxBytes;
import org.apache.spark.sql.connector.read.streaming.ReadMaxRows;

/** Spark's limits of a micro-batch and ours. */
final class ReadLimits {

    private ReadLimits() {}

    /** Never the limit "all available", by which the trigger Once is known. */
    static ReadLimit of(SourceSettings settings) {
        return ReadLimit.compositeLimit(new ReadLimit[] {
            ReadLimit.maxRows(settings.maxRecordsPerTrigger()), ReadLimit.maxBytes(settings.maxBytesPerTrigger())
        });
    }

    static BatchLimits batchLimits(ReadLimit limit) {
        if (limit instanceof ReadMaxRows rows) {
            return new BatchLimits(rows.maxRows(), Long.MAX_VALUE);
        }
        if (limit instanceof ReadMaxBytes bytes) {
            return new BatchLimits(Long.MAX_VALUE, bytes.maxBytes());
        }
        BatchLimits all = BatchLimits.NONE;
        if (limit instanceof CompositeReadLimit composite) {
            for (ReadLimit each : composite.getReadLimits()) {
                BatchLimits one = batchLimits(each);
                all = new BatchLimits(Math.min(all.records(), one.records()), Math.min(all.bytes(), one.bytes()));
            }
        }
        return all;
    }
}
