package io.recoflow.kinesis.sink;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/** What one task writes. It is done when all its records are stored, so there is nothing left to commit. */
final class KinesisDataWriter implements DataWriter<InternalRow> {

    private final RecordColumns columns;
    private final RecordPublisher publisher;

    KinesisDataWriter(RecordColumns columns, RecordPublisher publisher) {
        this.columns = columns;
        this.publisher = publisher;
    }

    @Override
    public void write(InternalRow row) {
        publisher.add(columns.partitionKey(row), columns.data(row));
    }

    @Override
    public WriterCommitMessage commit() {
        publisher.flush();
        return Stored.ALL;
    }

    @Override
    public void abort() {
        // What is stored cannot be taken back, and Spark closes the writer next.
    }

    @Override
    public void close() {
        publisher.close();
    }

    private enum Stored implements WriterCommitMessage {
        ALL
    }
}
