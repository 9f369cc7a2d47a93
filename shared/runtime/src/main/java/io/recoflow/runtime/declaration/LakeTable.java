package io.recoflow.runtime.declaration;

import java.util.List;

/**
 * A Delta table of the lake that a job writes, for the Data Catalog. The table's own log tells its columns to engines;
 * those here are for people and for views.
 *
 * @param name in the catalog
 * @param description for people
 * @param folder {@code <bucket>/<folder>}, as in {@link Access}
 * @param columns each as name and type, such as {@code year int}
 */
public record LakeTable(String name, String description, String folder, List<String> columns) {

    public LakeTable {
        columns = List.copyOf(columns);
    }
}
