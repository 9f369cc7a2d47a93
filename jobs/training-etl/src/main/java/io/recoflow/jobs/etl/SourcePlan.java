package io.recoflow.jobs.etl;

import io.recoflow.database.KeyRange;
import io.recoflow.database.KeyRangePlanner;
import io.recoflow.database.SourceDatabase;
import io.recoflow.database.SourceSchemaReader;
import io.recoflow.database.SourceTableReader;
import io.recoflow.lake.contract.SchemaComparison;
import io.recoflow.lake.contract.SchemaDifference;
import io.recoflow.lake.contract.SourceColumn;
import io.recoflow.lake.contract.SourceTable;
import io.recoflow.lake.contract.TableContract;
import io.recoflow.shop.SourceTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How a source will be read: what its tables look like, how they differ from the contract, and in which ranges their
 * rows come.
 *
 * @param tables in the contract's order
 * @param differences from the contract, of all tables
 */
record SourcePlan(List<PlannedTable> tables, List<SchemaDifference> differences) {

    /**
     * A table of the plan.
     *
     * @param table as it was found
     * @param ranges none where a difference is fatal, because nothing will be read then, and of orders and their lines,
     *     which the source adds up
     */
    record PlannedTable(TableContract contract, SourceTable table, List<KeyRange> ranges) {}

    static SourcePlan of(SourceDatabase database, UsedTables tables, int readPartitions) throws SQLException {
        try (Connection connection = database.connect()) {
            List<PlannedTable> planned = new ArrayList<>();
            List<SchemaDifference> differences = new ArrayList<>();
            for (TableContract table : tables.all()) {
                SourceTable found = SourceSchemaReader.read(connection, table.table());
                planned.add(new PlannedTable(table, found, List.of()));
                differences.addAll(SchemaComparison.compare(table, found));
            }
            SourcePlan found = new SourcePlan(planned, differences);
            return found.fatalDifferences().isEmpty()
                    ? found.withRanges(
                            new KeyRangePlanner(connection, database.dialect(), database.fetchSize()), readPartitions)
                    : found;
        }
    }

    List<SchemaDifference> fatalDifferences() {
        return differences.stream()
                .filter(difference -> difference.kind().fatal())
                .toList();
    }

    /** A table as it was found. */
    SourceTable table(TableContract contract) {
        return planned(contract).table();
    }

    List<KeyRange> ranges(TableContract contract) {
        return planned(contract).ranges();
    }

    /** How many rows a table had when the plan was made. */
    long rows(TableContract contract) {
        return ranges(contract).stream().mapToLong(KeyRange::rows).sum();
    }

    Dataset<Row> read(TableContract contract, SourceTableReader reader) {
        PlannedTable planned = planned(contract);
        return reader.read(planned.table(), contract, planned.ranges());
    }

    private PlannedTable planned(TableContract contract) {
        return tables.stream()
                .filter(table -> table.contract().equals(contract))
                .findFirst()
                .orElseThrow();
    }

    private SourcePlan withRanges(KeyRangePlanner planner, int readPartitions) throws SQLException {
        List<PlannedTable> planned = new ArrayList<>();
        for (PlannedTable table : tables) {
            List<KeyRange> ranges =
                    isAddedUp(table.contract()) ? List.of() : ranges(planner, table.table(), readPartitions);
            planned.add(new PlannedTable(table.contract(), table.table(), ranges));
        }
        return new SourcePlan(planned, differences);
    }

    private static boolean isAddedUp(TableContract contract) {
        return contract.table().equals(SourceTables.ORDERS.table())
                || contract.table().equals(SourceTables.ORDER_DETAILS.table());
    }

    private static List<KeyRange> ranges(KeyRangePlanner planner, SourceTable table, int readPartitions)
            throws SQLException {
        Optional<String> key = table.column(SourceTables.CUSTOMER_NUMBER).map(SourceColumn::name);
        if (key.isEmpty()) {
            // A catalogue of products has no whole number for a key, and is small.
            return planner.whole(table.name());
        }
        Optional<String> secondKey = table.column(SourceTables.PRODUCT_CODE).map(SourceColumn::name);
        return planner.plan(table.name(), key.get(), secondKey, readPartitions);
    }
}
