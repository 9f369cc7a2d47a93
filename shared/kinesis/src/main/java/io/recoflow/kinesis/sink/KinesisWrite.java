package io.recoflow.kinesis.sink;

import io.recoflow.kinesis.config.SinkSettings;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.connector.write.streaming.StreamingWrite;

/**
 * A batch query's write, or that of a micro-batch. The driver has nothing to commit: a task that ended has stored its
 * records, and what a failed one has stored cannot be taken back.
 */
final class KinesisWrite implements Write, BatchWrite, StreamingWrite {

    private final KinesisWriterFactory factory;

    KinesisWrite(SinkSettings settings, RecordColumns columns) {
        this.factory = new KinesisWriterFactory(settings, columns);
    }

    @Override
    public String description() {
        return "Kinesis stream " + factory.settings().client().stream();
    }

    @Override
    public BatchWrite toBatch() {
        return this;
    }

    @Override
    public StreamingWrite toStreaming() {
        return this;
    }

    @Override
    public KinesisWriterFactory createBatchWriterFactory(PhysicalWriteInfo info) {
        return factory;
    }

    @Override
    public KinesisWriterFactory createStreamingWriterFactory(PhysicalWriteInfo info) {
        return factory;
    }

    @Override
    public boolean useCommitCoordinator() {
        // It chooses one of several attempts, but each has stored its records by then.
        return false;
    }

    @Override
    public void commit(WriterCommitMessage[] messages) {}

    @Override
    public void commit(long epochId, WriterCommitMessage[] messages) {}

    @Override
    public void abort(WriterCommitMessage[] messages) {}

    @Override
    public void abort(long epochId, WriterCommitMessage[] messages) {}
}
