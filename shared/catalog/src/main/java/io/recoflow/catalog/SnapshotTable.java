package io.recoflow.catalog;

import java.util.Locale;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A published snapshot, as the table shows it.
 *
 * @param snapshot its name, which sorts by time: {@code 20261120T080000Z}
 * @param folder its URI, without a slash at the end
 * @param columns those in the files, in their order
 * @param partitionColumn the one whose values are folders, named as in the folders' names
 * @param range its values
 */
public record SnapshotTable(
        String snapshot, String folder, StructType columns, StructField partitionColumn, PartitionRange range) {

    public SnapshotTable {
        if (folder.endsWith("/")) {
            throw new IllegalArgumentException("The folder of a snapshot has no slash at the end: " + folder);
        }
    }

    /** The folder for Athena and EMR, which know S3 as {@code s3://} alone; with a slash at the end. */
    String location() {
        return folder.replaceFirst("^s3[an]://", "s3://") + "/";
    }

    /** The folder of all snapshots. */
    String datasetLocation() {
        return parentOf(location());
    }

    /** The folder in which a location lies; with a slash at the end. */
    static String parentOf(String location) {
        String folder = location.endsWith("/") ? location.substring(0, location.length() - 1) : location;
        return folder.substring(0, folder.lastIndexOf('/') + 1);
    }

    /** A column's name in the catalog, which has small letters only. */
    static String catalogName(String column) {
        return column.toLowerCase(Locale.ROOT);
    }
}
