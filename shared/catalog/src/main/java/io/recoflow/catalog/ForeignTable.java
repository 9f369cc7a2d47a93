package io.recoflow.catalog;

import java.util.Optional;
import software.amazon.awssdk.services.glue.model.Table;

/** Knows what must not be turned into a table of Parquet files. */
final class ForeignTable {

    /** By which Iceberg and Delta mark their tables in the catalog. */
    private static final String TABLE_FORMAT = "table_type";

    private ForeignTable() {}

    /** What the table is, or empty where it is one of plain files. */
    static Optional<String> kind(Table table) {
        if ("VIRTUAL_VIEW".equals(table.tableType())) {
            return Optional.of("a view");
        }
        return Optional.ofNullable(table.parameters().get(TABLE_FORMAT))
                .or(() -> Optional.ofNullable(table.parameters().get(TableParameters.PROVIDER)))
                .filter(format -> !format.equalsIgnoreCase(TableParameters.FORMAT))
                .map(format -> "a table of the format " + format);
    }
}
