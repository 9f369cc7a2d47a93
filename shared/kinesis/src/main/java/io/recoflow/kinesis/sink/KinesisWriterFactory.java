package io.recoflow.kinesis.sink;

import io.recoflow.kinesis.client.KinesisClients;
import io.recoflow.kinesis.config.SinkSettings;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.streaming.StreamingDataWriterFactory;

/** Makes the writer of each task; goes to the executors. */
record KinesisWriterFactory(SinkSettings settings, RecordColumns columns)
        implements DataWriterFactory, StreamingDataWriterFactory {

    @Override
    public DataWriter<InternalRow> createWriter(int partitionId, long taskId) {
        return new KinesisDataWriter(
                columns, new RecordPublisher(KinesisClients.of(settings.client()), settings, null));
    }

    @Override
    public DataWriter<InternalRow> createWriter(int partitionId, long taskId, long epochId) {
        return createWriter(partitionId, taskId);
    }
}
