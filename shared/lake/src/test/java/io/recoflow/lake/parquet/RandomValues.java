package io.recoflow.lake.parquet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Values that are often the odd ones: NULL, empty, extreme, long, in other scripts. */
final class RandomValues {

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "a",
            "NULL",
            "__HIVE_DEFAULT_PARTITION__x",
            "Zürich",
            "東京",
            "😀",
            "two words ",
            "tab\tand\nnewline",
            "a/b=c",
            "100%",
            "%2F",
            "a:b#c\"d*e?f",
            "x\\y'z{}[]^",
            "\u0001\u007f",
            "<a|b>",
            "~",
            ".",
            "..");

    private final Random random;

    RandomValues(Random random) {
        this.random = random;
    }

    List<Row> rows(StructType schema, int count) {
        List<Row> keys = new ArrayList<>();
        for (int i = 0; i < 1 + count / 12; i++) {
            keys.add(row(schema));
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Row row = row(schema);
            Row key = keys.get(random.nextInt(keys.size()));
            Object[] values = new Object[schema.size()];
            for (int c = 0; c < values.length; c++) {
                values[c] = isPartition(schema.apply(c)) ? key.get(c) : row.get(c);
            }
            rows.add(RowFactory.create(values));
        }
        return rows;
    }

    private Row row(StructType schema) {
        List<@Nullable Object> values = new ArrayList<>();
        for (StructField field : schema.fields()) {
            if (field.nullable() && random.nextInt(6) == 0) {
                values.add(null);
            } else if (isPartition(field) && field.dataType().typeName().equals("string")) {
                // A folder's name has at most 255 bytes.
                values.add(TEXTS.get(random.nextInt(TEXTS.size())));
            } else {
                values.add(value(field.dataType()));
            }
        }
        return RowFactory.create(values.toArray());
    }

    static boolean isPartition(StructField field) {
        return field.name().startsWith("p");
    }

    private Object value(DataType type) {
        if (type instanceof DecimalType decimal) {
            BigInteger bound = BigInteger.TEN.pow(decimal.precision());
            BigInteger digits = new BigInteger(random.nextInt(bound.bitLength() + 1), random).mod(bound);
            return new BigDecimal(random.nextBoolean() ? digits : digits.negate(), decimal.scale());
        }
        if (type instanceof StructType struct) {
            return row(struct);
        }
        if (type instanceof ArrayType array) {
            List<@Nullable Object> elements = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                elements.add(array.containsNull() && random.nextInt(4) == 0 ? null : value(array.elementType()));
            }
            return elements;
        }
        if (type instanceof MapType map) {
            Map<Object, @Nullable Object> entries = new HashMap<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                entries.put(
                        value(map.keyType()),
                        map.valueContainsNull() && random.nextInt(4) == 0 ? null : value(map.valueType()));
            }
            return entries;
        }
        return simple(type.typeName());
    }

    private Object simple(String type) {
        return switch (type) {
            case "boolean" -> random.nextBoolean();
            case "byte" -> (byte) random.nextInt();
            case "short" -> (short) random.nextInt();
            case "integer" -> random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(10);
            case "long" -> random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(10);
            case "float" -> {
                float[] floats = {0f, -0f, Float.NaN, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, random.nextFloat()};
                yield floats[random.nextInt(floats.length)];
            }
            case "double" -> {
                double[] doubles = {0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, random.nextGaussian()};
                yield doubles[random.nextInt(doubles.length)];
            }
            case "string" -> text();
            case "binary" -> {
                byte[] bytes = new byte[random.nextInt(20)];
                random.nextBytes(bytes);
                yield bytes;
            }
            case "date" -> LocalDate.ofEpochDay(random.nextInt(80_000) - 20_000);
            case "timestamp" -> instant();
            case "timestamp_ntz" -> LocalDateTime.ofInstant(instant(), ZoneOffset.UTC);
            default -> throw new IllegalArgumentException("No values of " + type);
        };
    }

    private Instant instant() {
        return Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000) * 1_000L);
    }

    private String text() {
        int kind = random.nextInt(40);
        if (kind == 0) {
            return "long ".repeat(random.nextInt(10_000));
        }
        return kind < 30 ? TEXTS.get(random.nextInt(TEXTS.size())) : "text " + random.nextInt(1000);
    }
}
