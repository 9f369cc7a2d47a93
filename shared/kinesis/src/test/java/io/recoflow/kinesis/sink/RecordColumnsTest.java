package io.recoflow.kinesis.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class RecordColumnsTest {

    private static final StructType BINARY =
            new StructType().add("data", DataTypes.BinaryType).add("partitionKey", DataTypes.StringType);
    private static final StructType TEXT =
            new StructType().add("partitionKey", DataTypes.StringType).add("data", DataTypes.StringType);

    @Test
    void columnsAreFoundByName() {
        byte[] data = {1, 2};
        RecordColumns columns = RecordColumns.of(BINARY);
        Row row = RowFactory.create(data, "käse");
        InternalRow internal = new GenericInternalRow(new Object[] {data, UTF8String.fromString("käse")});

        assertThat(columns.partitionKey(row)).isEqualTo("käse");
        assertThat(columns.data(row)).isEqualTo(data);
        assertThat(columns.partitionKey(internal)).isEqualTo("käse");
        assertThat(columns.data(internal)).isEqualTo(data);
    }

    @Test
    void textBecomesItsBytesInUtf8() {
        RecordColumns columns = RecordColumns.of(TEXT);
        InternalRow internal =
                new GenericInternalRow(new Object[] {UTF8String.fromString("k"), UTF8String.fromString("käse")});

        assertThat(columns.data(RowFactory.create("k", "käse"))).isEqualTo("käse".getBytes(UTF_8));
        assertThat(columns.data(internal)).isEqualTo("käse".getBytes(UTF_8));
    }

    @Test
    void nullsComeOutAsNulls() {
        for (StructType schema : new StructType[] {BINARY, TEXT}) {
            RecordColumns columns = RecordColumns.of(schema);
            Row row = RowFactory.create(null, null);
            InternalRow internal = new GenericInternalRow(2);

            assertThat(columns.partitionKey(row)).isNull();
            assertThat(columns.data(row)).isNull();
            assertThat(columns.partitionKey(internal)).isNull();
            assertThat(columns.data(internal)).isNull();
        }
    }

    @Test
    void everythingWrongIsToldAtOnce() {
        StructType schema = new StructType()
                .add("data", DataTypes.LongType)
                .add("key", DataTypes.StringType)
                .add("PARTITIONKEY", DataTypes.StringType);

        assertThatThrownBy(() -> RecordColumns.of(schema))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("These columns cannot be written to Kinesis: column data is BIGINT, not BINARY or STRING;"
                        + " column key has no place in a record; column PARTITIONKEY has no place in a record; column"
                        + " partitionKey is missing. Select partitionKey (string) and data (binary or string), and nothing"
                        + " else");
    }

    @Test
    void aKeyMustBeTextAndNothingMayBeThereTwice() {
        StructType schema = new StructType()
                .add("partitionKey", DataTypes.BinaryType)
                .add("data", DataTypes.BinaryType)
                .add("data", DataTypes.StringType);

        assertThatThrownBy(() -> RecordColumns.of(schema))
                .hasMessageContaining("column partitionKey is BINARY, not STRING; column data is there twice");
    }
}
