package io.recoflow.streaming.kafka;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.recoflow.streaming.broker.Broker;
import io.recoflow.streaming.broker.BrokerFailure;
import io.recoflow.streaming.broker.FailOnDataLoss;
import io.recoflow.streaming.broker.Latency;
import io.recoflow.streaming.broker.ReadPace;
import io.recoflow.streaming.broker.RecordColumns;
import io.recoflow.streaming.broker.StreamAddress;
import io.recoflow.streaming.broker.StreamRead;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQueryProgress;

/**
 * Topics of Kafka, read and written by Spark's own source and sink. A shard is a partition, a sequence number an offset, an
 * arrival the record's timestamp: by the broker's clock where the topic has {@code
 * message.timestamp.type=LogAppendTime}, otherwise by the producer's. A record without a value (a tombstone) has no bytes, one
 * without a key an empty one; headers are passed over. What an aborted transaction has written is not read.
 */
public final class KafkaBroker implements Broker {

    /** What a session needs so that no plan shows a login. */
    public static final Map<String, String> SESSION =
            Map.of("spark.sql.redaction.options.regex", "(?i)url|jaas|password|secret");

    private static final String FORMAT = "kafka";

    /**
     * Spark 4.1.1's newer reader of Kafka ends a query with a NullPointerException after the batch that a restart repeats
     * (SPARK-55271). The older one reads and keeps the same offsets.
     */
    private static final String OLDER_READERS = "spark.sql.streaming.disabledV2MicroBatchReaders";

    private static final String READER = "org.apache.spark.sql.kafka010.KafkaSourceProvider";

    /** A write of so many is worth its files, also before its time. */
    private static final String COLLECTED = "20000";

    /** Of a backlog, what executors and driver have room for. */
    private static final String MOST_RECORDS = "50000";

    private final KafkaLocation location;
    private final FailOnDataLoss failOnDataLoss;
    private final KafkaCluster cluster;

    public KafkaBroker(KafkaLocation location, FailOnDataLoss failOnDataLoss) {
        this.location = location;
        this.failOnDataLoss = failOnDataLoss;
        this.cluster = new KafkaCluster(location);
    }

    @Override
    public Dataset<Row> read(SparkSession session, StreamRead read) {
        Map<String, String> options = new HashMap<>(location.options());
        options.put("subscribe", read.stream().name());
        options.put("startingOffsets", startingOffsets(read.position(), read.stream()));
        options.put("failOnDataLoss", failOnDataLoss.toString());
        options.put("maxOffsetsPerTrigger", MOST_RECORDS);
        read.consumer().ifPresent(name -> options.put("groupIdPrefix", name));
        ReadPace pace = read.pace();
        if (!pace.collecting().isZero()) {
            options.put("minOffsetsPerTrigger", COLLECTED);
            options.put("maxTriggerDelay", pace.collecting().toMillis() + "ms");
        }
        session.conf().set(OLDER_READERS, READER);
        return session.readStream().format(FORMAT).options(options).load().select(columns());
    }

    @Override
    public DataStreamWriter<Row> writing(Dataset<Row> records, StreamAddress stream, Latency latency) {
        return written(records)
                .writeStream()
                .format(FORMAT)
                .options(location.options())
                .option("topic", stream.name());
    }

    @Override
    public void write(Dataset<Row> records, StreamAddress stream) {
        written(records)
                .write()
                .format(FORMAT)
                .options(location.options())
                .option("topic", stream.name())
                .mode(SaveMode.Append)
                .save();
    }

    @Override
    public String beginning() {
        return "earliest";
    }

    /** The offsets behind the newest record, or at a time; both as they are now. */
    @Override
    public String settled(String position, StreamAddress stream) {
        return settledOffsets(parsed(position), stream)
                .map(KafkaPosition.After::text)
                .orElse(position);
    }

    @Override
    public int openShards(StreamAddress stream) {
        return cluster.partitions(stream).size();
    }

    @Override
    public Optional<BrokerFailure> failure(Throwable failure) {
        return KafkaFailures.in(failure);
    }

    @Override
    public Optional<Instant> doneUntil(StreamingQueryProgress progress) {
        return KafkaProgress.doneUntil(progress);
    }

    @Override
    public boolean collects() {
        return true;
    }

    /** Spark's source cannot be told: a batch that begins when its query is stopped is repeated by the next run. */
    @Override
    public void drain() {}

    /** It holds nothing. */
    @Override
    public void close() {}

    private String startingOffsets(String text, StreamAddress stream) {
        KafkaPosition position = parsed(text);
        return position instanceof KafkaPosition.Beginning
                ? "earliest"
                : settledOffsets(position, stream)
                        .orElseThrow()
                        .startingOffsets(stream.name(), cluster.partitions(stream));
    }

    /** Empty for the beginning, which has no offsets that stay. */
    private Optional<KafkaPosition.After> settledOffsets(KafkaPosition position, StreamAddress stream) {
        if (position instanceof KafkaPosition.End) {
            return Optional.of(before(cluster.ends(stream)));
        }
        if (position instanceof KafkaPosition.At at) {
            return Optional.of(before(cluster.at(stream, at.time().toEpochMilli())));
        }
        return position instanceof KafkaPosition.After after ? Optional.of(after) : Optional.empty();
    }

    private static KafkaPosition.After before(Map<Integer, Long> next) {
        return new KafkaPosition.After(
                next.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue() - 1)));
    }

    private static KafkaPosition parsed(String position) {
        return KafkaPosition.parse(position)
                .orElseThrow(() -> new IllegalArgumentException("No position of Kafka: " + position));
    }

    private static Column[] columns() {
        return new Column[] {
            coalesce(col("value"), lit(new byte[0])).as(RecordColumns.DATA),
            col("topic").as(RecordColumns.STREAM_NAME),
            col("partition").cast("string").as(RecordColumns.SHARD_ID),
            col("offset").cast("string").as(RecordColumns.SEQUENCE_NUMBER),
            lit(0L).as(RecordColumns.SUB_SEQUENCE_NUMBER),
            // Keys are bytes, and readers of Parquet refuse texts that are none.
            coalesce(call_function("make_valid_utf8", col("key").cast("string")), lit(""))
                    .as(RecordColumns.PARTITION_KEY),
            col("timestamp").as(RecordColumns.ARRIVED_AT)
        };
    }

    private static Dataset<Row> written(Dataset<Row> records) {
        return records.select(
                col(RecordColumns.PARTITION_KEY).cast("binary").as("key"),
                col(RecordColumns.DATA).as("value"));
    }
}
