package io.recoflow.shop;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A column of a table that holds records of the contract; also a field of their JSON.
 *
 * @param name in snake case
 * @param type in Spark's DDL
 * @param meaning in words; empty where the name says all
 */
public record TableColumn(String name, String type, String meaning) {

    private static final SnakeCaseStrategy SNAKE_CASE = new SnakeCaseStrategy();

    private static final Map<Class<?>, String> PRIMITIVES = Map.ofEntries(
            Map.entry(String.class, "STRING"),
            Map.entry(Instant.class, "TIMESTAMP"),
            Map.entry(Boolean.class, "BOOLEAN"),
            Map.entry(boolean.class, "BOOLEAN"),
            Map.entry(Integer.class, "INT"),
            Map.entry(int.class, "INT"),
            Map.entry(Long.class, "BIGINT"),
            Map.entry(long.class, "BIGINT"),
            Map.entry(Float.class, "FLOAT"),
            Map.entry(float.class, "FLOAT"),
            Map.entry(Double.class, "DOUBLE"),
            Map.entry(double.class, "DOUBLE"),
            Map.entry(byte[].class, "BINARY"));

    /** The columns of a record's components, in their order; a component that is unwrapped in JSON gives its own. */
    public static List<TableColumn> of(Class<? extends Record> record) {
        return Arrays.stream(record.getRecordComponents())
                .flatMap(TableColumn::columns)
                .toList();
    }

    public static List<String> names(Class<? extends Record> record) {
        return of(record).stream().map(TableColumn::name).toList();
    }

    /** The columns as Spark's DDL has them. */
    public static String ddl(Class<? extends Record> record) {
        return of(record).stream()
                .map(column -> column.name() + " " + column.type())
                .collect(Collectors.joining(", "));
    }

    /** The columns as a table in Markdown. */
    public static String markdown(Class<? extends Record> record) {
        return of(record).stream()
                .map(column -> "| `" + column.name() + "` | `" + column.type() + "` | " + column.meaning() + " |")
                .collect(Collectors.joining("\n", "| column | type | meaning |\n|---|---|---|\n", ""));
    }

    private static Stream<TableColumn> columns(RecordComponent component) {
        if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
            return of(component.getType().asSubclass(Record.class)).stream();
        }
        Meaning meaning = component.getAnnotation(Meaning.class);
        return Stream.of(new TableColumn(
                SNAKE_CASE.translate(component.getName()),
                type(component.getGenericType()),
                meaning == null ? "" : meaning.value()));
    }

    private static String type(Type type) {
        if (type instanceof ParameterizedType generic) {
            String of = Arrays.stream(generic.getActualTypeArguments())
                    .map(TableColumn::type)
                    .collect(Collectors.joining(", "));
            return (generic.getRawType() == Map.class ? "MAP<" : "ARRAY<") + of + ">";
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            return "STRING";
        }
        if (plain.isRecord()) {
            return of(plain.asSubclass(Record.class)).stream()
                    .map(field -> field.name() + ": " + field.type())
                    .collect(Collectors.joining(", ", "STRUCT<", ">"));
        }
        String known = PRIMITIVES.get(plain);
        if (known == null) {
            throw new IllegalArgumentException(plain.getName() + " is no type of a column");
        }
        return known;
    }
}
