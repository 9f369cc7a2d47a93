package io.recoflow.kinesis;

import io.recoflow.kinesis.sink.KinesisWriteBuilder;
import io.recoflow.kinesis.source.KinesisScan;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * A stream as a table that grows.
 *
 * @param loaded so that a dataset that is read again holds the same rows
 */
record KinesisTable(Instant loaded) implements SupportsRead, SupportsWrite {

    @Override
    public String name() {
        return KinesisTableProvider.FORMAT;
    }

    @Override
    @SuppressWarnings(
            "deprecation") // Columns of the newer form say nothing more, and there is no other way to a schema.
    public StructType schema() {
        return KinesisScan.columns();
    }

    @Override
    public Set<TableCapability> capabilities() {
        return EnumSet.of(
                TableCapability.MICRO_BATCH_READ,
                TableCapability.BATCH_READ,
                TableCapability.STREAMING_WRITE,
                TableCapability.BATCH_WRITE,
                TableCapability.TRUNCATE,
                // The sink takes other columns than the source gives.
                TableCapability.ACCEPT_ANY_SCHEMA);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
        return new KinesisScan(options, loaded);
    }

    @Override
    public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
        return new KinesisWriteBuilder(info);
    }
}
