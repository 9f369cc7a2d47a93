package io.recoflow.streaming.kinesis;

import io.recoflow.streaming.broker.RecordColumns;
import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the rows that a source has unpacked from one aggregated record, where it does not tell their places: 0, 1, 2, …
 * as they come, which is their order, because one reader gives all rows of a partition. A row by itself has 0.
 */
final class AggregatePlaces implements MapPartitionsFunction<Row, Row> {

    private static final long serialVersionUID = 1;

    private AggregatePlaces() {}

    /** The records with the column {@value RecordColumns#SUB_SEQUENCE_NUMBER} behind their own. */
    static Dataset<Row> numbered(Dataset<Row> records) {
        StructType columns = records.schema().add(RecordColumns.SUB_SEQUENCE_NUMBER, DataTypes.LongType, false);
        return records.mapPartitions(new AggregatePlaces(), Encoders.row(columns));
    }

    @Override
    public Iterator<Row> call(Iterator<Row> records) {
        return new Numbering(records);
    }

    private static final class Numbering implements Iterator<Row> {

        private final Iterator<Row> records;
        private @Nullable String sequenceNumber;
        private long place;

        Numbering(Iterator<Row> records) {
            this.records = records;
        }

        @Override
        public boolean hasNext() {
            return records.hasNext();
        }

        @Override
        public Row next() {
            Row record = records.next();
            String own = record.getAs(RecordColumns.SEQUENCE_NUMBER);
            place = own.equals(sequenceNumber) ? place + 1 : 0;
            sequenceNumber = own;
            return RowFactory.create(
                    Stream.concat(IntStream.range(0, record.size()).mapToObj(record::get), Stream.of(place))
                            .toArray());
        }
    }
}
