package io.recoflow.catalog;

/**
 * What became of the catalog's table, for the report.
 *
 * @param table {@code database.table}
 * @param snapshot the name of the one that it shows now
 * @param location the folder of that one
 */
public record CatalogMove(String table, Action action, String snapshot, String location) {

    /** What was done. */
    public enum Action {
        /** There was no such table. */
        CREATED,
        /** It showed something else before. */
        MOVED,
        /** Nothing: it shows a newer snapshot of the same dataset already. */
        LEFT_AT_NEWER
    }
}
