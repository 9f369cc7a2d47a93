package io.recoflow.streaming.kinesis;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.recoflow.kinesis.DrainSignal;
import io.recoflow.streaming.broker.FailOnDataLoss;
import io.recoflow.streaming.broker.RecordColumns;
import io.recoflow.streaming.broker.StreamRead;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Opens streams, with the columns of {@link RecordColumns} whichever source reads them. */
public final class KinesisBroker {

    private static final List<String> SHARED = List.of(
            RecordColumns.DATA,
            RecordColumns.STREAM_NAME,
            RecordColumns.PARTITION_KEY,
            RecordColumns.SEQUENCE_NUMBER,
            RecordColumns.ARRIVED_AT);

    private final SparkSession session;
    private final SourceOptions options;

    /** @param failOnDataLoss of our own source; the platforms' keep their defaults */
    public KinesisBroker(SparkSession session, KinesisLocation kinesis, FailOnDataLoss failOnDataLoss, DrainSignal signal) {
        this.session = session;
        this.options = new SourceOptions(kinesis, failOnDataLoss, signal);
    }

    /** What a query shall read. */
    public Dataset<Row> open(StreamRead read) {
        Dataset<Row> records = session.readStream()
                .format(read.format().toString())
                .options(options.of(read))
                .load();
        return read.format() == KinesisSource.RECOFLOW ? records : completed(records);
    }

    /** The platforms' sources tell neither shards nor the places in aggregated records. */
    private static Dataset<Row> completed(Dataset<Row> records) {
        return AggregatePlaces.numbered(
                        records.select(SHARED.stream().map(name -> col(name)).toArray(Column[]::new)))
                .withColumn(RecordColumns.SHARD_ID, lit(""));
    }
}
