package io.recoflow.kinesis.source;

import io.recoflow.kinesis.config.SourceSettings;
import io.recoflow.kinesis.tail.BatchLimits;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.connector.read.streaming.CompositeReadLimit;
import org.apache.spark.sql.connector.read.streaming.ReadLimit;
import org.apache.spark.sql.connector.read.streaming.ReadMaxBytes;
import org.apache.spark.sql.connector.read.streaming.ReadMaxRows;

/** Spark's limits of a micro-batch and ours. */
final class ReadLimits {

    private ReadLimits() {}

    static ReadLimit of(SourceSettings settings) {
        List<ReadLimit> limits = new ArrayList<>();
        if (settings.maxRecordsPerTrigger() < Long.MAX_VALUE) {
            limits.add(ReadLimit.maxRows(settings.maxRecordsPerTrigger()));
        }
        if (settings.maxBytesPerTrigger() < Long.MAX_VALUE) {
            limits.add(ReadLimit.maxBytes(settings.maxBytesPerTrigger()));
        }
        return limits.isEmpty() ? ReadLimit.allAvailable() : ReadLimit.compositeLimit(limits.toArray(ReadLimit[]::new));
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
