package io.recoflow.database;

import io.recoflow.lake.contract.ColumnContract;
import io.recoflow.lake.contract.SchemaDifference;
import io.recoflow.lake.contract.SchemaDifference.Kind;
import io.recoflow.lake.contract.TableContract;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the columns in use that the user has no right to read. Rights on columns that are not in use are not needed. */
record ColumnRights(SourceProbe probe, SourceDialect dialect) {

    /** A problem for each such column; one for the whole table where it is all of them. */
    List<SchemaDifference> problems(TableContract contract, FoundTable table) throws SQLException {
        FoundTable unfiltered = table.filteredBy(Optional.empty());
        List<String> used = contract.columns().stream()
                .filter(ColumnContract::used)
                .map(ColumnContract::name)
                .toList();
        List<String> known = used.stream()
                .flatMap(column -> table.expression(column).stream())
                .toList();
        boolean allKnown = known.size() == used.size();
        if (allKnown && !isDenied(String.join(", ", known), unfiltered)) {
            return List.of();
        }
        List<SchemaDifference> problems = new ArrayList<>();
        for (String column : used) {
            // MySQL's catalogue does not show a column that the user may not read.
            boolean isAmbiguous = table.table().matching(column).size() > 1;
            String asked = table.expression(column).orElseGet(() -> dialect.identifier(column));
            if (!isAmbiguous && isDenied(asked, unfiltered)) {
                problems.add(
                        SourceSchemaReader.difference(contract, column, Kind.UNREADABLE_COLUMN, "no right to read it"));
            }
        }
        return problems.size() == used.size()
                ? List.of(SourceSchemaReader.difference(
                        contract, Kind.UNREADABLE_TABLE, "no right to read " + table.place()))
                : problems;
    }

    private boolean isDenied(String columns, FoundTable table) throws SQLException {
        try {
            probe.columns(columns, table, metaData -> metaData);
            return false;
        } catch (SQLException refused) {
            boolean denied = SourceProbe.isDenied(refused);
            if (!denied && !SourceProbe.isRefused(refused)) {
                throw refused;
            }
            return denied;
        }
    }
}
