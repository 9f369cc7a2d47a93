package io.recoflow.jobs.recommend.stream;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.recoflow.jobs.recommend.activity.ActivityColumns;
import io.recoflow.kinesis.DrainSignal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Opens streams, with the columns of {@link ActivityColumns} whichever source reads them. */
public final class StreamReader {

    private static final String AT_TIMESTAMP = "AT_TIMESTAMP ";
    private static final List<String> SHARED = List.of(
            ActivityColumns.DATA,
            ActivityColumns.STREAM_NAME,
            ActivityColumns.PARTITION_KEY,
            ActivityColumns.SEQUENCE_NUMBER,
            ActivityColumns.ARRIVED_AT);

    private final SparkSession session;
    private final Kinesis kinesis;
    private final FailOnDataLoss failOnDataLoss;
    private final DrainSignal signal;

    /** @param failOnDataLoss of our own source; the platforms' do as is their default */
    public StreamReader(SparkSession session, Kinesis kinesis, FailOnDataLoss failOnDataLoss, DrainSignal signal) {
        this.session = session;
        this.kinesis = kinesis;
        this.failOnDataLoss = failOnDataLoss;
        this.signal = signal;
    }

    /**
     * A stream that a query shall read.
     *
     * @param position {@code LATEST}, {@code TRIM_HORIZON} or {@code AT_TIMESTAMP <ISO time>}
     * @param pace of our own source; the platforms' have theirs
     */
    public Dataset<Row> open(String stream, StreamFormat format, String position, ReadPace pace) {
        return switch (format) {
            case RECOFLOW -> own(stream, position, pace);
            case EMR -> shared(format, emrOptions(stream, inSeconds(position)));
            case GLUE -> shared(format, glueOptions(stream, inSeconds(position)));
        };
    }

    private Dataset<Row> own(String stream, String position, ReadPace pace) {
        return session.readStream()
                .format(StreamFormat.RECOFLOW.toString())
                .options(kinesis.options(stream))
                .option("startingPosition", position)
                .options(pace.options())
                .option("failOnDataLoss", failOnDataLoss.toString())
                .option("drainSignal", signal.name())
                .load();
    }

    /** Of the platforms' sources, which do not tell shards, nor the places in aggregated records. */
    private Dataset<Row> shared(StreamFormat format, Map<String, String> options) {
        return AggregatePlaces.numbered(session.readStream()
                        .format(format.toString())
                        .options(options)
                        .load()
                        .select(SHARED.stream().map(name -> col(name)).toArray(Column[]::new)))
                .withColumn(ActivityColumns.SHARD_ID, lit(""));
    }

    private Map<String, String> emrOptions(String stream, String position) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("kinesis.streamName", stream);
        options.put("kinesis.consumerType", "GetRecords");
        options.put("kinesis.startingPosition", position);
        kinesis.region().ifPresent(region -> options.put("kinesis.region", region));
        options.put("kinesis.endpointUrl", kinesis.address());
        return options;
    }

    private Map<String, String> glueOptions(String stream, String position) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("streamName", stream);
        options.put("startingPosition", position.replace(AT_TIMESTAMP, ""));
        kinesis.region().ifPresent(region -> options.put("awsRegion", region));
        options.put("endpointUrl", kinesis.address());
        return options;
    }

    /** The platforms' sources document times without a fraction. */
    private static String inSeconds(String position) {
        String upper = position.toUpperCase(Locale.ROOT);
        return upper.startsWith(AT_TIMESTAMP)
                ? AT_TIMESTAMP
                        + Instant.parse(upper.substring(AT_TIMESTAMP.length()).trim())
                                .truncatedTo(ChronoUnit.SECONDS)
                : upper;
    }
}
