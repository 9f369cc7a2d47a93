package io.recoflow.kinesis.sink;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Where a row has the two columns of a record; they are found by name, not by place. Text becomes its UTF-8 bytes.
 *
 * @param partitionKey place of the key, from 0
 * @param data place of the data, from 0
 * @param isText whether the data is text
 */
public record RecordColumns(int partitionKey, int data, boolean isText) implements Serializable {

    private static final String PARTITION_KEY = "partitionKey";
    private static final String DATA = "data";

    /**
     * The places in rows of a schema.
     *
     * @throws IllegalArgumentException with everything that is wrong with the columns
     */
    public static RecordColumns of(StructType schema) {
        List<String> names = List.of(schema.fieldNames());
        List<String> problems = new ArrayList<>();
        for (StructField field : schema.fields()) {
            String problem = problem(field.name(), field.dataType());
            if (problem != null) {
                problems.add("column " + field.name() + " " + problem);
            }
        }
        for (String required : List.of(PARTITION_KEY, DATA)) {
            if (!names.contains(required)) {
                problems.add("column " + required + " is missing");
            } else if (names.indexOf(required) != names.lastIndexOf(required)) {
                problems.add("column " + required + " is there twice");
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("These columns cannot be written to Kinesis: "
                    + String.join("; ", problems) + ". Select " + PARTITION_KEY + " (string) and " + DATA
                    + " (binary or string), and nothing else");
        }
        int data = names.indexOf(DATA);
        return new RecordColumns(names.indexOf(PARTITION_KEY), data, isText(schema.fields()[data].dataType()));
    }

    private static @Nullable String problem(String name, DataType type) {
        return switch (name) {
            case PARTITION_KEY -> isText(type) ? null : "is " + type.sql() + ", not STRING";
            case DATA ->
                isText(type) || type instanceof BinaryType ? null : "is " + type.sql() + ", not BINARY or STRING";
            default -> "has no place in a record";
        };
    }

    private static boolean isText(DataType type) {
        return type instanceof StringType;
    }

    public @Nullable String partitionKey(Row row) {
        return row.getString(partitionKey);
    }

    public byte @Nullable [] data(Row row) {
        if (row.isNullAt(data)) {
            return null;
        }
        return isText ? row.getString(data).getBytes(StandardCharsets.UTF_8) : row.getAs(data);
    }

    @Nullable String partitionKey(InternalRow row) {
        return row.isNullAt(partitionKey)
                ? null
                : row.getUTF8String(partitionKey).toString();
    }

    /** A copy where Spark would write the next row over it. */
    byte @Nullable [] data(InternalRow row) {
        if (row.isNullAt(data)) {
            return null;
        }
        return isText ? row.getUTF8String(data).getBytes() : row.getBinary(data);
    }
}
