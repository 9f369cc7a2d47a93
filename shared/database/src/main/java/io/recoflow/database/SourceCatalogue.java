package io.recoflow.database;

import io.recoflow.lake.contract.Names;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names of tables in the schemas of a connection. For one thread. */
final class SourceCatalogue {

    private static final String[] KINDS = {"TABLE", "VIEW", "MATERIALIZED VIEW", "PARTITIONED TABLE", "FOREIGN TABLE"};

    private final Connection connection;
    private final SourceDialect dialect;
    private final List<String> schemas;
    private final Map<String, List<String>> tables = new HashMap<>();

    /** @param schema where tables are looked for; empty for the connection's own schemas, in their order */
    SourceCatalogue(Connection connection, SourceDialect dialect, Optional<String> schema) throws SQLException {
        this.connection = connection;
        this.dialect = dialect;
        this.schemas = schema.isPresent() ? List.of(schema.get()) : dialect.schemas(connection);
    }

    /** A table's place. */
    record Place(String schema, String table) {
        @Override
        public String toString() {
            return schema + "." + table;
        }
    }

    /** Where tables are looked for, in this order. */
    List<String> schemas() {
        return schemas;
    }

    /**
     * The table of exactly this name in the first schema that has it; else those whose names differ in case alone, in
     * the first schema that has such.
     */
    List<Place> places(String name, Optional<String> schema) throws SQLException {
        List<String> path = schema.isPresent() ? List.of(schema.get()) : schemas;
        List<Place> alike = List.of();
        for (String each : path) {
            List<String> found = Names.matching(tables(each), table -> table, name);
            if (found.contains(name)) {
                return List.of(new Place(each, name));
            }
            if (alike.isEmpty()) {
                alike = found.stream().map(table -> new Place(each, table)).toList();
            }
        }
        return alike;
    }

    private List<String> tables(String schema) throws SQLException {
        List<String> known = tables.get(schema);
        if (known == null) {
            known = readTables(schema);
            tables.put(schema, known);
        }
        return known;
    }

    private List<String> readTables(String schema) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet each = dialect.isSchemaACatalog()
                ? connection.getMetaData().getTables(schema, null, "%", KINDS)
                : connection
                        .getMetaData()
                        .getTables(connection.getCatalog(), escaped(connection.getMetaData(), schema), "%", KINDS)) {
            while (each.next()) {
                if (dialect.isIn(schema, each)) {
                    names.add(each.getString("TABLE_NAME"));
                }
            }
        } catch (SQLException denied) {
            if (!SourceProbe.isDenied(denied)) {
                throw denied;
            }
        }
        return names;
    }

    /** A name that a driver takes for a pattern. */
    static String escaped(DatabaseMetaData metaData, String name) throws SQLException {
        String escape = metaData.getSearchStringEscape();
        return name.replace(escape, escape + escape).replace("_", escape + "_").replace("%", escape + "%");
    }
}
