package io.recoflow.kinesis.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Map;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.Test;

class KinesisWriteBuilderTest {

    private static final Map<String, String> OPTIONS = Map.of("streamName", "orders");
    private static final StructType COLUMNS =
            new StructType().add("partitionKey", DataTypes.StringType).add("data", DataTypes.StringType);

    @Test
    void aQueryMayAppend() {
        Write write = builder(OPTIONS, COLUMNS).build();

        assertThat(write.toBatch().useCommitCoordinator()).isFalse();
        assertThat(write.toStreaming().useCommitCoordinator()).isFalse();
        assertThat(write.description()).isEqualTo("Kinesis stream orders");
    }

    @Test
    void aStreamingQueryInCompleteModeAppends() {
        assertThat(builder(OPTIONS, COLUMNS).truncate().build().toStreaming()).isNotNull();
    }

    @Test
    void aBatchQueryCannotOverwrite() {
        Write write = builder(OPTIONS, COLUMNS).truncate().build();

        assertThatThrownBy(write::toBatch)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Kinesis stream orders cannot be overwritten: Kinesis only appends. Use mode(\"append\")");
    }

    @Test
    void wrongOptionsAreRefused() {
        assertThatThrownBy(() -> builder(Map.of("linger", "soon"), COLUMNS).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give either streamName or streamArn")
                .hasMessageContaining("linger is not a duration");
    }

    @Test
    void wrongColumnsAreRefused() {
        assertThatThrownBy(() -> builder(OPTIONS, new StructType()).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("column partitionKey is missing; column data is missing");
    }

    @Test
    void theFactoryGoesToTheExecutors() throws IOException, ClassNotFoundException {
        KinesisWriterFactory factory = new KinesisWriterFactory(Settings.fullBatchesOnly(), RecordColumns.of(COLUMNS));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(factory);
        }

        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(factory);
        }
    }

    private static KinesisWriteBuilder builder(Map<String, String> options, StructType columns) {
        return new KinesisWriteBuilder(new LogicalWriteInfo() {
            @Override
            public CaseInsensitiveStringMap options() {
                return new CaseInsensitiveStringMap(options);
            }

            @Override
            public String queryId() {
                return "query";
            }

            @Override
            public StructType schema() {
                return columns;
            }
        });
    }
}
