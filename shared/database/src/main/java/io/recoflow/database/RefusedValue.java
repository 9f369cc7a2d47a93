package io.recoflow.database;

import io.recoflow.database.mapping.SourceMapping;
import io.recoflow.database.mapping.TableMapping;
import io.recoflow.database.mapping.TableMapping.MappedColumn;
import io.recoflow.lake.contract.TableContract;
import io.recoflow.runtime.failure.Causes;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A value that the SQL of a mapping or of a view does not take, such as text where it makes a number of it: a database
 * finds out when it reads the row, not before.
 *
 * @param schema as {@link SourceSchemaReader} takes it
 * @param tables that are read
 */
public record RefusedValue(
        SourceDatabase database, Optional<String> schema, SourceMapping mapping, List<TableContract> tables) {

    /** Classes of SQL states: 22 data exception, 21 cardinality violation, as of a subquery with two rows. */
    private static final Set<String> OF_VALUES = Set.of("22", "21");

    /**
     * The end of the job (exit code 4) where such a value is behind a failure, or empty. To name the expression, each is
     * asked for by itself, which reads the table again.
     */
    public Optional<JobException> ended(Throwable failure) {
        return Causes.find(failure, SQLException.class)
                .filter(RefusedValue::isOfValue)
                .map(reason -> new JobException(
                        ExitCode.SCHEMA_MISMATCH,
                        "Cannot read the source " + database.url(),
                        refused()
                                .orElseGet(() -> "SQL of a view or of --mapping does not take a value: "
                                        + SourceProbe.message(reason)),
                        "Let the SQL take every value of its table, or leave such rows out by TABLE.filter in --mapping",
                        failure));
    }

    private static boolean isOfValue(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return state.length() == 5 && OF_VALUES.contains(state.substring(0, 2));
    }

    /** {@code ratings.expression.productRating does not take a value: invalid input syntax for type integer: "n/a"}. */
    private Optional<String> refused() {
        try (Connection connection = database.connect()) {
            SourceSchemaReader reader = new SourceSchemaReader(connection, database.dialect(), schema);
            for (TableContract table : tables) {
                TableMapping mapped = mapping.of(table.table());
                FoundTable found = reader.read(table, mapped);
                for (Map.Entry<String, String> count : counts(mapped, found).entrySet()) {
                    Optional<String> reason = reason(connection, count.getValue());
                    if (reason.isPresent()) {
                        return reason.map(
                                text -> table.table() + "." + count.getKey() + " does not take a value: " + text);
                    }
                }
            }
            return Optional.empty();
        } catch (SQLException gone) {
            // The failure itself is told.
            return Optional.empty();
        }
    }

    /** What makes the database work out the filter, and then each expression, for every row; by their keys in the mapping. */
    private static Map<String, String> counts(TableMapping mapped, FoundTable table) {
        Map<String, String> counts = new LinkedHashMap<>();
        if (mapped.filter().isPresent()) {
            counts.put("filter", "SELECT COUNT(*) FROM " + table.fromWhere());
        }
        mapped.columns().forEach((name, column) -> {
            if (column instanceof MappedColumn.Calculated calculated) {
                counts.put("expression." + name, "SELECT COUNT((" + calculated.sql() + ")) FROM " + table.fromWhere());
            }
        });
        return counts;
    }

    private static Optional<String> reason(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return Optional.empty();
        } catch (SQLException refused) {
            if (!isOfValue(refused)) {
                throw refused;
            }
            return Optional.of(SourceProbe.message(refused));
        }
    }
}
