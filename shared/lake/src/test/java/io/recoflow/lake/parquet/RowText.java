package io.recoflow.lake.parquet;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/** Rows as text that is equal where all values are, nested ones and NULL as well. */
final class RowText {

    private RowText() {}

    /** All rows, sorted. */
    static List<String> sorted(Dataset<Row> rows) {
        return rows.collectAsList().stream().map(RowText::of).sorted().toList();
    }

    static String of(@Nullable Object value) {
        if (value == null) {
            return "NULL";
        }
        if (value instanceof byte[] bytes) {
            return "x" + HexFormat.of().formatHex(bytes);
        }
        if (value instanceof Row row) {
            List<String> fields = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                fields.add(of(row.get(i)));
            }
            return "(" + String.join("; ", fields) + ")";
        }
        if (value instanceof scala.collection.Seq<?> array) {
            return CollectionConverters.asJava(array).stream()
                    .map(RowText::of)
                    .toList()
                    .toString();
        }
        if (value instanceof scala.collection.Map<?, ?> map) {
            Map<String, String> entries = new TreeMap<>();
            CollectionConverters.asJava(map).forEach((key, content) -> entries.put(of(key), of(content)));
            return entries.toString();
        }
        return value.getClass().getSimpleName() + " " + value;
    }
}
