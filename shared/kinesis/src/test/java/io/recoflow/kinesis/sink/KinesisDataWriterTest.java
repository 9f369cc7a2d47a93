package io.recoflow.kinesis.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.client.KinesisException.Kind;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KinesisDataWriterTest {

    private static final StructType SCHEMA =
            new StructType().add("partitionKey", DataTypes.StringType).add("data", DataTypes.BinaryType);

    private final ScriptedStream stream = new ScriptedStream();

    @Test
    void whatIsCommittedIsStored() {
        try (KinesisDataWriter writer = writer()) {
            writer.write(row("a", 1));
            writer.write(row("b", 2));
            assertThat(stream.storedKeys()).isEmpty();

            assertThat(writer.commit()).isNotNull();

            assertThat(stream.storedKeys()).containsExactly("a", "b");
        }
    }

    @Test
    void aFailureFailsTheCommit() {
        stream.next(ScriptedStream.failing(Kind.NOT_FOUND));
        try (KinesisDataWriter writer = writer()) {
            writer.write(row("a", 1));

            assertThatThrownBy(writer::commit).isInstanceOf(KinesisException.class);
        }
    }

    @Test
    void whatIsAbortedIsNotSent() {
        try (KinesisDataWriter writer = writer()) {
            writer.write(row("a", 1));
            writer.abort();
        }

        assertThat(stream.requests()).isEmpty();
    }

    @Test
    void sparkMayReuseItsRows() {
        UnsafeProjection reusing = UnsafeProjection.create(SCHEMA);
        try (KinesisDataWriter writer = writer()) {
            for (int i = 0; i < 3; i++) {
                writer.write(reusing.apply(row("key" + i, i)));
            }
            writer.commit();
        }

        assertThat(stream.storedKeys()).containsExactly("key0", "key1", "key2");
        assertThat(stream.storedData()).containsExactly(new byte[] {0}, new byte[] {1}, new byte[] {2});
    }

    private KinesisDataWriter writer() {
        return new KinesisDataWriter(
                RecordColumns.of(SCHEMA), new RecordPublisher(stream, Settings.fullBatchesOnly(), null));
    }

    private static InternalRow row(String key, int data) {
        return new GenericInternalRow(new Object[] {UTF8String.fromString(key), new byte[] {(byte) data}});
    }
}
