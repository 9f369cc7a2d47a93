package io.recoflow.lake.snapshot;

import java.time.Instant;
import java.util.List;

/**
 * What a whole snapshot holds. It is the content of the dataset's pointer {@code _latest} and of {@code _snapshot.json}
 * in the snapshot's own folder.
 *
 * @param formatVersion {@link #FORMAT_VERSION}; a reader refuses any other
 * @param snapshot the snapshot's folder, relative to the dataset: {@code snapshot=20261120T080000Z}
 * @param publishedAt when it became complete
 * @param rows in all files
 * @param files number of data files
 * @param bytes size of all data files
 * @param partitionColumns the columns that are folders, in their order
 * @param schema the columns in the files, as Spark's DDL ({@code city STRING,creditLimit DECIMAL(10,2)})
 */
public record SnapshotManifest(
        int formatVersion,
        String snapshot,
        Instant publishedAt,
        long rows,
        long files,
        long bytes,
        List<String> partitionColumns,
        String schema) {

    /** The version of the pointer's and the manifest's format that this code writes and reads. */
    public static final int FORMAT_VERSION = 1;

    public SnapshotManifest {
        partitionColumns = List.copyOf(partitionColumns);
    }
}
