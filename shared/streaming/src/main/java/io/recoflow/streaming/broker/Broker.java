package io.recoflow.streaming.broker;

import io.recoflow.runtime.failure.JobException;
import java.time.Instant;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQueryProgress;

/**
 * Where streams are: how they are read and written, and what its failures mean. A stream consists of shards, each with an
 * order of its own.
 */
public interface Broker extends AutoCloseable {

    /** A stream's records as they come, with the columns of {@link RecordColumns}. */
    Dataset<Row> read(SparkSession session, StreamRead read);

    /**
     * Has a query write to a stream.
     *
     * @param records with the columns {@link RecordColumns#PARTITION_KEY} and {@link RecordColumns#DATA}
     */
    DataStreamWriter<Row> writing(Dataset<Row> records, StreamAddress stream, Latency latency);

    /** Writes records that do not come from a stream, with the same two columns. */
    void write(Dataset<Row> records, StreamAddress stream);

    /** The position of a stream's oldest record. */
    String beginning();

    /**
     * The position as one at which all queries begin alike, whenever each first starts: the latest has become a time.
     *
     * @throws JobException with exit code 3 where the stream does not answer, is not there or may not be read
     */
    String settled(String position, StreamAddress stream);

    /**
     * How many shards a stream has that take records.
     *
     * @throws JobException with exit code 3 where the stream does not answer, is not there or may not be read
     */
    int openShards(StreamAddress stream);

    /** What failed of the broker, where it is the broker that made something fail. */
    Optional<BrokerFailure> failure(Throwable failure);

    /**
     * Until when nothing has arrived that a query has not done.
     *
     * @param progress of a query that reads one of its streams
     * @return empty where its source does not tell
     */
    Optional<Instant> doneUntil(StreamingQueryProgress progress);

    /** Whether its source collects records by itself for as long as a {@link ReadPace} says. */
    boolean collects();

    /** From now on, queries begin no further micro-batch, as far as their source can be told so. */
    void drain();

    @Override
    void close();
}
