package io.recoflow.streaming.kinesis;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.recoflow.kinesis.DrainSignal;
import io.recoflow.kinesis.KinesisForeachWriter;
import io.recoflow.kinesis.client.KinesisClients;
import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.config.SourceSettings;
import io.recoflow.kinesis.read.ShardFeeds;
import io.recoflow.kinesis.read.ShardTopology;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.streaming.broker.Broker;
import io.recoflow.streaming.broker.BrokerFailure;
import io.recoflow.streaming.broker.FailOnDataLoss;
import io.recoflow.streaming.broker.Latency;
import io.recoflow.streaming.broker.RecordColumns;
import io.recoflow.streaming.broker.StreamAddress;
import io.recoflow.streaming.broker.StreamRead;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQueryProgress;

/** Streams of Kinesis, read by one of three sources and written by this project's sink. */
public final class KinesisBroker implements Broker {

    /** What all sources have. */
    private static final List<String> SHARED = List.of(
            RecordColumns.DATA,
            RecordColumns.STREAM_NAME,
            RecordColumns.PARTITION_KEY,
            RecordColumns.SEQUENCE_NUMBER,
            RecordColumns.ARRIVED_AT);

    private final KinesisLocation location;
    private final KinesisSource source;
    private final SourceOptions options;
    private final DrainSignal signal = DrainSignal.open();

    /** @param failOnDataLoss of our own source; the platforms' keep their defaults */
    public KinesisBroker(KinesisLocation location, KinesisSource source, FailOnDataLoss failOnDataLoss) {
        this.location = location;
        this.source = source;
        this.options = new SourceOptions(location, source, failOnDataLoss, signal);
    }

    @Override
    public Dataset<Row> read(SparkSession session, StreamRead read) {
        Dataset<Row> records = session.readStream()
                .format(source.toString())
                .options(options.of(read))
                .load();
        return source == KinesisSource.RECOFLOW ? records : completed(records);
    }

    @Override
    public DataStreamWriter<Row> writing(Dataset<Row> records, StreamAddress stream, Latency latency) {
        DataStreamWriter<Row> writer = records.writeStream();
        return switch (latency) {
            case MICRO_BATCH -> writer.format(KinesisSource.RECOFLOW.toString()).options(location.options(stream));
            case REAL_TIME -> writer.foreach(KinesisForeachWriter.of(location.options(stream)));
        };
    }

    @Override
    public void write(Dataset<Row> records, StreamAddress stream) {
        records.write()
                .format(KinesisSource.RECOFLOW.toString())
                .options(location.options(stream))
                .mode(SaveMode.Append)
                .save();
    }

    @Override
    public String beginning() {
        return "TRIM_HORIZON";
    }

    /** A time that Kinesis takes for one to begin at, also where the clock here is ahead of its own. */
    @Override
    public String settled(String position, StreamAddress stream) {
        return KinesisPositions.settled(
                position,
                () -> asked(stream, () -> {
                    SourceSettings settings = SourceSettings.of(location.options(stream));
                    return ShardFeeds.describe(KinesisClients.of(settings.client()), settings)
                            .beginning(Instant.now());
                }));
    }

    @Override
    public int openShards(StreamAddress stream) {
        return asked(stream, () -> new ShardTopology(KinesisClients.of(
                                SourceSettings.of(location.options(stream)).client())
                        .listShards())
                .leaves()
                .size());
    }

    @Override
    public boolean collects() {
        return source == KinesisSource.RECOFLOW;
    }

    @Override
    public Optional<Instant> doneUntil(StreamingQueryProgress progress) {
        return source == KinesisSource.RECOFLOW
                ? Stream.of(progress.sources()).findFirst().flatMap(KinesisProgress::doneUntil)
                : Optional.empty();
    }

    @Override
    public Optional<BrokerFailure> failure(Throwable failure) {
        return KinesisFailures.in(failure);
    }

    @Override
    public void drain() {
        signal.give();
    }

    @Override
    public void close() {
        signal.close();
    }

    private static <T> T asked(StreamAddress stream, Supplier<T> question) {
        try {
            return question.get();
        } catch (KinesisException e) {
            throw KinesisFailures.in(e)
                    .<RuntimeException>map(found -> new JobException(
                            ExitCode.UNAVAILABLE, "Cannot use the stream " + stream, found.message(), found.fix(), e))
                    .orElse(e);
        }
    }

    /** The platforms' sources tell neither shards nor the places in aggregated records. */
    private static Dataset<Row> completed(Dataset<Row> records) {
        return AggregatePlaces.numbered(
                        records.select(SHARED.stream().map(name -> col(name)).toArray(Column[]::new)))
                .withColumn(RecordColumns.SHARD_ID, lit(""));
    }
}
