package io.recoflow.kinesis.source;

import io.recoflow.kinesis.client.KinesisClients;
import io.recoflow.kinesis.client.KinesisStreamClient;
import io.recoflow.kinesis.config.BatchReadSettings;
import io.recoflow.kinesis.config.KinesisOption;
import io.recoflow.kinesis.config.SourceSettings;
import io.recoflow.kinesis.read.ConsumerRegistration;
import io.recoflow.kinesis.read.ShardFeeds;
import java.time.Instant;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * A read of a stream, with the columns {@code data}, {@code streamName} and so on.
 *
 * @param options checked when it is known which kind of query reads
 * @param latest where a batch query ends that is not told where
 */
public record KinesisScan(CaseInsensitiveStringMap options, Instant latest) implements Scan, ScanBuilder {

    /** The columns of the source. */
    public static StructType columns() {
        return RowBuilder.SCHEMA;
    }

    @Override
    public Scan build() {
        return this;
    }

    @Override
    public StructType readSchema() {
        return RowBuilder.SCHEMA;
    }

    @Override
    public String description() {
        return "recoflow-kinesis "
                + options.getOrDefault(KinesisOption.STREAM_NAME.key(), options.get(KinesisOption.STREAM_ARN.key()));
    }

    @Override
    public Batch toBatch() {
        return KinesisBatch.of(
                BatchReadSettings.of(options.asCaseSensitiveMap(), latest),
                SparkSession.active().sparkContext());
    }

    @Override
    public MicroBatchStream toMicroBatchStream(String checkpointLocation) {
        SourceSettings settings = SourceSettings.of(options.asCaseSensitiveMap());
        SparkSession session = SparkSession.active();
        KinesisStreamClient client = KinesisClients.of(settings.client());
        ConsumerRegistration consumer = new ConsumerRegistration(client, settings);
        consumer.begin();
        return new KinesisMicroBatchStream(
                client,
                settings,
                ShardFeeds.describe(client, settings),
                new InitialOffsetFile(checkpointLocation, session.sessionState().newHadoopConf()),
                session.sparkContext(),
                consumer);
    }
}
