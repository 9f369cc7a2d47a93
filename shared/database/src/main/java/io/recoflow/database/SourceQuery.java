package io.recoflow.database;

import io.recoflow.lake.contract.ColumnContract;
import io.recoflow.lake.contract.ColumnType;
import io.recoflow.lake.contract.SourceColumn;
import io.recoflow.lake.contract.TableContract;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructType;

/**
 * The one query by which a table is read: its columns in use under the contract's names, in the types in which they come,
 * and the keys of its ranges beside them. A filter or an expression of the shop's is within it.
 */
public final class SourceQuery {

    /** The column that names the values of a row that its types cannot hold; NULL where there are none. */
    public static final String UNFIT = "unfit";

    private final FoundTable table;
    private final List<ColumnReading> columns;
    private final List<RangeKey> rangeKeys;
    private final SourceDialect dialect;

    private SourceQuery(
            FoundTable table, List<ColumnReading> columns, List<RangeKey> rangeKeys, SourceDialect dialect) {
        this.table = table;
        this.columns = columns;
        this.rangeKeys = rangeKeys;
        this.dialect = dialect;
    }

    /**
     * @param connection to ask which column an index begins with
     * @param table that differs from the contract in nothing that is fatal
     * @param trimmed columns that lose the blanks at their end where they are text
     * @param rangeKey a column of the table that takes the place of the contract's key
     */
    public static SourceQuery of(
            Connection connection,
            SourceDialect dialect,
            FoundTable table,
            TableContract contract,
            List<String> trimmed,
            Optional<String> rangeKey)
            throws SQLException {
        List<RangeKey> rangeKeys = new TableRanges(connection, dialect).keys(table, contract, rangeKey);
        List<ColumnReading> columns = contract.columns().stream()
                .filter(ColumnContract::used)
                .map(column -> {
                    SourceColumn found = table.table().column(column.name()).orElseThrow();
                    String sql = table.expression(column.name()).orElseThrow();
                    ColumnReading reading = ColumnReading.of(column, found.type(), sql, dialect);
                    return trimmed.contains(column.name()) && reading.isText() ? reading.trimmed() : reading;
                })
                .toList();
        return new SourceQuery(table, columns, rangeKeys, dialect);
    }

    /** The names of the columns in use, in the contract's order. */
    public List<String> names() {
        return columns.stream().map(ColumnReading::name).toList();
    }

    /** Whether the rows have the column {@link #UNFIT}. */
    public boolean mayHaveUnfitValues() {
        return columns.stream().anyMatch(column -> column.unfit().isPresent());
    }

    /** What stands behind FROM, in parentheses and with a name. */
    String from() {
        Stream<String> values =
                columns.stream().map(column -> column.value() + " AS " + dialect.identifier(column.name()));
        Stream<String> unfit =
                mayHaveUnfitValues() ? Stream.of(unfitText() + " AS " + dialect.identifier(UNFIT)) : Stream.of();
        return subquery(Stream.concat(Stream.concat(values, unfit), rangeColumns()));
    }

    /**
     * The same for a query of one's own, under a short name, with these columns alone. A column that is no text comes as
     * it is, so that its index serves.
     */
    public String as(String alias, List<String> names) {
        String select = names.stream()
                .map(this::column)
                .map(column -> (column.isText() ? column.value() : column.source()) + " AS "
                        + dialect.identifier(column.name()))
                .collect(Collectors.joining(", "));
        return "(SELECT " + select + " FROM " + table.fromWhere() + ") " + alias;
    }

    /** Whether a column comes as text. */
    public boolean isText(String name) {
        return column(name).isText();
    }

    private ColumnReading column(String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The keys of the ranges alone, likewise, where there are such. */
    String rangesFrom() {
        return subquery(rangeColumns());
    }

    private Stream<String> rangeColumns() {
        return rangeKeys.stream().map(key -> key.source() + " AS " + dialect.identifier(key.name()));
    }

    private String subquery(Stream<String> select) {
        return "(SELECT " + select.collect(Collectors.joining(", ")) + " FROM " + table.fromWhere() + ") AS "
                + dialect.identifier("source_rows");
    }

    /** How many rows there are. */
    long rows(Connection connection) throws SQLException {
        return numbers(connection, "SELECT COUNT(*) FROM " + table.fromWhere()).get(0);
    }

    /** The types of those columns for which Spark would have to guess one. */
    StructType types() {
        StructType types = new StructType();
        for (ColumnReading column : columns) {
            if (column.type().isPresent()) {
                types = types.add(column.name(), column.type().get());
            }
        }
        return types;
    }

    /**
     * How many values of each column come as NULL because they stand for none ({@code zero dates}, {@code NaN}) or, where
     * asked for, because no type holds them; only columns that have some. Reads the rows only where the table's types can
     * have such values at all.
     *
     * @param among so many rows of the table, any; empty for all
     */
    public Map<String, Long> valuesThatComeAsNull(
            Connection connection, TableContract contract, boolean unfitAsWell, OptionalInt among) throws SQLException {
        List<String> what = new ArrayList<>();
        List<String> conditions = new ArrayList<>();
        for (ColumnReading column : columns) {
            ColumnType type = table.table().column(column.name()).orElseThrow().type();
            String name = contract.table() + "." + column.name();
            column.absent().ifPresent(condition -> {
                what.add(name + ": " + dialect.absentWords(type));
                conditions.add(condition);
            });
            column.unfit().filter(condition -> unfitAsWell).ifPresent(condition -> {
                what.add(name + ": values that no type of the lake holds");
                conditions.add(condition);
            });
        }
        Map<String, Long> result = new LinkedHashMap<>();
        if (!conditions.isEmpty()) {
            List<Long> rows = numbers(connection, counting(conditions, among));
            for (int i = 0; i < rows.size(); i++) {
                if (rows.get(i) > 0) {
                    result.put(what.get(i), rows.get(i));
                }
            }
        }
        return result;
    }

    /** A query of how many rows fulfil each condition. */
    private String counting(List<String> conditions, OptionalInt among) {
        List<String> values = new ArrayList<>();
        List<String> counts = new ArrayList<>();
        for (String condition : conditions) {
            String name = "c" + values.size();
            values.add("CASE WHEN " + condition + " THEN 1 END AS " + name);
            counts.add("COUNT(" + name + ")");
        }
        return "SELECT " + String.join(", ", counts) + " FROM (SELECT " + String.join(", ", values) + " FROM "
                + table.fromWhere() + (among.isPresent() ? " LIMIT " + among.getAsInt() : "") + ") counted";
    }

    private static List<Long> numbers(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            List<Long> numbers = new ArrayList<>();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                numbers.add(row.getLong(i));
            }
            return numbers;
        }
    }

    /** {@code customerNumber=18446744073709551615; …}. */
    private String unfitText() {
        String each = columns.stream()
                .flatMap(column -> column
                        .unfit()
                        .map(condition -> "CASE WHEN " + condition + " THEN CONCAT("
                                + dialect.literal(column.name() + "=") + ", "
                                + dialect.cast(column.source(), ColumnType.Text.UNBOUNDED) + ") END")
                        .stream())
                .collect(Collectors.joining(", "));
        return "NULLIF(CONCAT_WS('; ', " + each + "), '')";
    }

    /** Text for people: the table, and what is left out of it. */
    @Override
    public String toString() {
        return "SELECT "
                + columns.stream()
                        .map(column -> column.value() + " AS " + column.name())
                        .collect(Collectors.joining(", "))
                + " FROM " + table.fromWhere();
    }

    /** The first key of the ranges, and the one behind it. */
    Optional<RangeKey> rangeKey(int place) {
        return rangeKeys.size() > place ? Optional.of(rangeKeys.get(place)) : Optional.empty();
    }
}
