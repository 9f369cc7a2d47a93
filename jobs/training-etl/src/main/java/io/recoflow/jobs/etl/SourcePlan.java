package io.recoflow.jobs.etl;

import io.recoflow.database.FoundTable;
import io.recoflow.database.KeyRange;
import io.recoflow.database.KeyRangePlanner;
import io.recoflow.database.SourceDatabase;
import io.recoflow.database.SourceQuery;
import io.recoflow.database.SourceSchemaReader;
import io.recoflow.database.SourceTableReader;
import io.recoflow.database.mapping.TableMapping;
import io.recoflow.lake.contract.ColumnContract;
import io.recoflow.lake.contract.ColumnType;
import io.recoflow.lake.contract.SchemaComparison;
import io.recoflow.lake.contract.SchemaDifference;
import io.recoflow.lake.contract.SourceColumn;
import io.recoflow.lake.contract.TableContract;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.shop.SourceTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How a source will be read: by which queries and in which ranges, and how it differs from the contract.
 *
 * @param tables that are read, in the contract's order; none where a difference is fatal
 * @param differences from the contract, of all tables
 * @param nulls values that come as NULL because no type of the lake has them, in words, and how many
 */
record SourcePlan(List<PlannedTable> tables, List<SchemaDifference> differences, Map<String, Long> nulls) {

    /** Fewer are not worth a connection and a task. */
    private static final int FEWEST_ROWS = 5_000;

    /** Tables of which the source gives sums. */
    private static final Set<String> ADDED_UP = Set.of(SourceTables.ORDERS.table(), SourceTables.ORDER_DETAILS.table());

    /**
     * A table of the plan.
     *
     * @param name the contract's
     * @param ranges none of orders and their lines, which the source adds up
     */
    record PlannedTable(String name, SourceQuery query, List<KeyRange> ranges) {

        /** How many rows it had when the plan was made. */
        long rows() {
            return ranges.stream().mapToLong(KeyRange::rows).sum();
        }
    }

    /** A table that was looked for. */
    private record Candidate(TableContract contract, TableMapping mapping, FoundTable found) {

        List<SchemaDifference> differences() {
            List<SchemaDifference> all = new ArrayList<>(found.problems());
            if (!found.table().columns().isEmpty()) {
                SchemaComparison.compare(contract, found.table()).stream()
                        .filter(difference -> found.problems().stream()
                                .noneMatch(told -> told.column().equals(difference.column())))
                        .filter(difference ->
                                difference.kind() != SchemaDifference.Kind.NEW_COLUMN || !mapping.isRenamed())
                        .forEach(all::add);
            }
            return all;
        }

        Candidate withText(String column) {
            return new Candidate(contract.withText(column), mapping, found);
        }

        /** Whether a key in use is text here. */
        boolean hasText(String column) {
            return contract.column(column)
                    .filter(ColumnContract::used)
                    .flatMap(key ->
                            found.table().column(column).map(SourceColumn::type).flatMap(key::carried))
                    .filter(ColumnType.Text.class::isInstance)
                    .isPresent();
        }
    }

    /** @param nullsAmong so many rows of each table, any; empty for all */
    static SourcePlan of(
            SourceDatabase database, UsedTables tables, TrainingEtlConfiguration configuration, OptionalInt nullsAmong)
            throws SQLException {
        if (database.dialect().lacksDatabase(database.url())) {
            throw noDatabase(
                    "it names no database", "Name the database behind the host: jdbc:postgresql://host:5432/shop");
        }
        try (Connection connection = database.connect()) {
            List<Candidate> candidates = withEqualKeys(candidates(
                    new SourceSchemaReader(connection, database.dialect(), configuration.sourceSchema()),
                    tables,
                    configuration));
            List<SchemaDifference> differences = candidates.stream()
                    .flatMap(each -> each.differences().stream())
                    .toList();
            SourcePlan found = new SourcePlan(List.of(), differences, Map.of());
            return found.fatalDifferences().isEmpty()
                    ? planned(connection, database, candidates, configuration, differences, nullsAmong)
                    : found;
        }
    }

    private static List<Candidate> candidates(
            SourceSchemaReader reader, UsedTables tables, TrainingEtlConfiguration configuration) throws SQLException {
        if (!reader.hasSchema()) {
            throw noDatabase(
                    "it names no database, and no schema in which tables are found",
                    "Name the database behind the host: jdbc:mysql://host:3306/shop; or give --source-schema");
        }
        List<Candidate> candidates = new ArrayList<>();
        for (TableContract table : tables.all()) {
            TableMapping mapping = configuration.mapping().of(table.table());
            TableContract contract = mapping.isRenamed() ? table.usedColumns() : table;
            FoundTable found = reader.read(contract, mapping);
            candidates.add(new Candidate(withoutAbsentStatus(contract, mapping, found), mapping, found));
        }
        return candidates;
    }

    private static JobException noDatabase(String cause, String fix) {
        return new JobException(ExitCode.USAGE, "Cannot use --source-url", cause, fix);
    }

    /** Where orders have no status, all are sales. */
    private static TableContract withoutAbsentStatus(TableContract contract, TableMapping mapping, FoundTable found) {
        boolean absent = found.table().matching(SourceTables.ORDER_STATUS).isEmpty()
                && !mapping.columns().containsKey(SourceTables.ORDER_STATUS);
        return absent ? contract.notUsing(SourceTables.ORDER_STATUS) : contract;
    }

    /** A key that is a number in one table and text in another is compared as text. */
    private static List<Candidate> withEqualKeys(List<Candidate> candidates) {
        List<Candidate> result = candidates;
        for (String key : SourceTables.NUMBERS_OR_TEXT) {
            if (result.stream().anyMatch(each -> each.hasText(key))) {
                result = result.stream().map(each -> each.withText(key)).toList();
            }
        }
        return result;
    }

    private static SourcePlan planned(
            Connection connection,
            SourceDatabase database,
            List<Candidate> candidates,
            TrainingEtlConfiguration configuration,
            List<SchemaDifference> differences,
            OptionalInt nullsAmong)
            throws SQLException {
        KeyRangePlanner planner =
                new KeyRangePlanner(connection, database.dialect(), database.fetchSize(), FEWEST_ROWS);
        List<PlannedTable> planned = new ArrayList<>();
        Map<String, Long> nulls = new LinkedHashMap<>();
        for (Candidate each : candidates) {
            SourceQuery query = SourceQuery.of(
                    connection,
                    database.dialect(),
                    each.found(),
                    each.contract(),
                    configuration.trimKeys() ? SourceTables.KEYS : List.of(),
                    each.mapping().rangeKey());
            String name = each.contract().table();
            List<KeyRange> ranges =
                    ADDED_UP.contains(name) ? List.of() : planner.plan(query, configuration.readPartitions());
            planned.add(new PlannedTable(name, query, ranges));
            // A rule counts the ratings themselves.
            boolean unfitAsWell = !name.equals(SourceTables.RATINGS.table());
            nulls.putAll(query.valuesThatComeAsNull(connection, each.contract(), unfitAsWell, nullsAmong));
        }
        return new SourcePlan(planned, differences, nulls);
    }

    List<SchemaDifference> fatalDifferences() {
        return differences.stream()
                .filter(difference -> difference.kind().fatal())
                .toList();
    }

    /** How a table is asked for. */
    SourceQuery query(TableContract contract) {
        return planned(contract).query();
    }

    /** How many rows a table had when the plan was made. */
    long rows(TableContract contract) {
        return planned(contract).rows();
    }

    /** The columns in use of a table, under the contract's names. */
    Dataset<Row> read(TableContract contract, SourceTableReader reader) {
        return readWithUnfit(contract, reader).drop(SourceQuery.UNFIT);
    }

    /** The same, and {@link SourceQuery#UNFIT} where values can be unfit. */
    Dataset<Row> readWithUnfit(TableContract contract, SourceTableReader reader) {
        PlannedTable planned = planned(contract);
        return reader.read(planned.query(), planned.ranges());
    }

    private PlannedTable planned(TableContract contract) {
        return tables.stream()
                .filter(table -> table.name().equals(contract.table()))
                .findFirst()
                .orElseThrow();
    }
}
