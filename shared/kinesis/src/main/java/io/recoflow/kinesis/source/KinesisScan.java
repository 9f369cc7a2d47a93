package io.recoflow.kinesis.source;

import io.recoflow.kinesis.client.KinesisClients;
import io.recoflow.kinesis.client.KinesisStreamClient;
import io.recoflow.kinesis.config.SourceSettings;
import io.recoflow.kinesis.read.ConsumerRegistration;
import io.recoflow.kinesis.read.ShardFeeds;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.types.StructType;

/** A streaming read of a stream, with the columns {@code data}, {@code streamName} and so on. */
public record KinesisScan(SourceSettings settings) implements Scan, ScanBuilder {

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
        return "recoflow-kinesis " + settings.client().stream();
    }

    @Override
    public MicroBatchStream toMicroBatchStream(String checkpointLocation) {
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
