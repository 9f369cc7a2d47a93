package io.recoflow.kinesis.source;

import io.recoflow.kinesis.client.KinesisRecord;
import io.recoflow.kinesis.read.ReadMetrics;
import io.recoflow.kinesis.read.RecordUnpacker;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.jspecify.annotations.Nullable;

/** Rows of records that are in memory. */
final class CarriedReader implements PartitionReader<InternalRow> {

    private final Iterator<KinesisRecord> records;
    private final RecordUnpacker unpacker;
    private final RowBuilder rows;
    private Iterator<KinesisRecord> unpacked = Collections.emptyIterator();
    private @Nullable InternalRow current;

    CarriedReader(ShardSlice slice, List<KinesisRecord> records, ReadMetrics metrics) {
        this.records = records.iterator();
        this.unpacker = slice.unpacker(metrics);
        this.rows = new RowBuilder(slice.stream(), slice.shardId());
    }

    @Override
    public boolean next() {
        while (!unpacked.hasNext() && records.hasNext()) {
            unpacked = unpacker.unpack(records.next()).iterator();
        }
        current = unpacked.hasNext() ? rows.row(unpacked.next()) : null;
        return current != null;
    }

    @Override
    public InternalRow get() {
        return Objects.requireNonNull(current);
    }

    @Override
    public void close() {
        // Holds nothing open.
    }
}
