package io.recoflow.kinesis.sink;

import io.recoflow.kinesis.config.SinkSettings;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.SupportsTruncate;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.connector.write.streaming.StreamingWrite;
import org.apache.spark.sql.internal.connector.SupportsStreamingUpdateAsAppend;

/**
 * Checks options and columns when a query is planned. As with Spark's Kafka sink, a streaming query may have any output
 * mode, and all of them append: in complete mode every batch sends the whole result again, in update mode the rows that
 * changed. A batch query can only append.
 */
public final class KinesisWriteBuilder implements SupportsTruncate, SupportsStreamingUpdateAsAppend {

    private final LogicalWriteInfo info;
    private boolean overwrites;

    public KinesisWriteBuilder(LogicalWriteInfo info) {
        this.info = info;
    }

    @Override
    public WriteBuilder truncate() {
        overwrites = true;
        return this;
    }

    /** @throws IllegalArgumentException with everything that is wrong with the options, or with the columns */
    @Override
    public Write build() {
        SinkSettings settings = SinkSettings.of(info.options().asCaseSensitiveMap());
        KinesisWrite write = new KinesisWrite(settings, RecordColumns.of(info.schema()));
        return overwrites ? new CompleteMode(write) : write;
    }

    /** Only a streaming query can mean this by truncation. */
    private record CompleteMode(KinesisWrite write) implements Write {

        @Override
        public StreamingWrite toStreaming() {
            return write.toStreaming();
        }

        @Override
        public BatchWrite toBatch() {
            throw new IllegalArgumentException(
                    write.description() + " cannot be overwritten: Kinesis only appends. Use mode(\"append\")");
        }
    }
}
