package io.recoflow.kinesis.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.recoflow.kinesis.KinesisForeachWriter;
import io.recoflow.kinesis.RefusedRecordHandler;
import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.fake.FakeKinesis;
import io.recoflow.kinesis.fake.Faults;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The writer as Spark uses it: sent to the task first, then opened. */
class KinesisForeachWriterTest {

    private static final StructType COLUMNS =
            new StructType().add("data", DataTypes.StringType).add("partitionKey", DataTypes.StringType);

    /** Static, because the handler is serialized. */
    private static final List<String> REFUSED = new CopyOnWriteArrayList<>();

    private final FakeKinesis kinesis = FakeKinesis.start(1);
    private final Map<String, String> options =
            new HashMap<>(Map.of("streamName", "orders", "endpoint", kinesis.endpoint(), "linger", "1h"));

    @BeforeEach
    void forgetRefused() {
        REFUSED.clear();
    }

    @Test
    void whatIsProcessedIsStoredWhenItIsClosed() throws Exception {
        KinesisForeachWriter writer = inTask(KinesisForeachWriter.of(options));

        assertThat(writer.open(0, 0)).isTrue();
        writer.process(row("a", "1"));
        writer.process(row("b", "2"));
        assertThat(StoredRecords.of(kinesis)).isEmpty();
        writer.close(null);

        assertThat(StoredRecords.of(kinesis)).containsExactly("a=1", "b=2");
    }

    @Test
    void aRecordIsStoredThoughNoOtherComesAndNobodyCloses() throws Exception {
        options.put("linger", "5ms");
        KinesisForeachWriter writer = inTask(KinesisForeachWriter.of(options));
        writer.open(0, 0);

        writer.process(row("a", "1"));

        await().untilAsserted(() -> assertThat(StoredRecords.of(kinesis)).containsExactly("a=1"));
        writer.close(null);
    }

    @Test
    void aFailureFailsTheTaskWhenItIsClosed() throws Exception {
        options.put("retryTimeout", "0s");
        kinesis.failing(Faults.random(0, 1));
        KinesisForeachWriter writer = inTask(KinesisForeachWriter.of(options));
        writer.open(0, 0);
        writer.process(row("a", "1"));

        assertThatThrownBy(() -> writer.close(null))
                .isInstanceOf(KinesisException.class)
                .hasMessageStartingWith("Records cannot be stored in stream orders within retryTimeout (0 ms)");
    }

    @Test
    void afterAFailureOfTheTaskNothingIsSent() throws Exception {
        KinesisForeachWriter writer = inTask(KinesisForeachWriter.of(options));
        writer.open(0, 0);
        writer.process(row("a", "1"));

        writer.close(new IllegalStateException("The task failed"));

        assertThat(StoredRecords.of(kinesis)).isEmpty();
    }

    @Test
    void aWriterThatWasNotOpenedCanBeClosed() {
        assertThatCode(() -> KinesisForeachWriter.of(options).close(null)).doesNotThrowAnyException();
    }

    @Test
    void aRefusedRecordFailsTheTask() throws Exception {
        KinesisForeachWriter writer = inTask(KinesisForeachWriter.of(options));
        writer.open(0, 0);

        assertThatThrownBy(() -> writer.process(row("a", null)))
                .isInstanceOf(KinesisException.class)
                .hasMessageContaining("its data is null");
        writer.close(null);
    }

    @Test
    void aHandlerTakesRefusedRecords() throws Exception {
        options.put("maxRecordBytes", "10");
        RefusedRecordHandler handler = record -> REFUSED.add(record.partitionKey() + " " + record.size());
        KinesisForeachWriter writer = inTask(KinesisForeachWriter.of(options).withRefused(handler));
        writer.open(0, 0);

        writer.process(row("a", "1"));
        writer.process(row("b", "1234567890"));
        writer.process(row("c", "1"));
        writer.close(null);

        assertThat(REFUSED).containsExactly("b 11");
        assertThat(StoredRecords.of(kinesis)).containsExactly("a=1", "c=1");
    }

    @Test
    void wrongOptionsAreRefusedBeforeTheQueryStarts() {
        assertThatThrownBy(() -> KinesisForeachWriter.of(Map.of("stream", "orders")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("option \"stream\" is not known");
    }

    @Test
    void wrongColumnsAreRefusedWithTheFirstRow() throws Exception {
        KinesisForeachWriter writer = inTask(KinesisForeachWriter.of(options));
        writer.open(0, 0);
        Row row = new GenericRowWithSchema(new Object[] {1L}, new StructType().add("id", DataTypes.LongType));

        assertThatThrownBy(() -> writer.process(row))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("column id has no place in a record; column partitionKey is missing");
        writer.close(null);
    }

    private static Row row(String key, @Nullable String data) {
        return new GenericRowWithSchema(new @Nullable Object[] {data, key}, COLUMNS);
    }

    private static KinesisForeachWriter inTask(KinesisForeachWriter writer) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(writer);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (KinesisForeachWriter) in.readObject();
        }
    }
}
