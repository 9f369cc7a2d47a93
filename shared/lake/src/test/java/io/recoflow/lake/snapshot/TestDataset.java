package io.recoflow.lake.snapshot;

import io.recoflow.lake.parquet.WrittenFile;
import io.recoflow.runtime.storage.FaultyFileSystem;
import io.recoflow.runtime.version.TestFolder;
import io.recoflow.runtime.version.VersionName;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A dataset of text files in a local folder, and a clock that is set by hand. */
final class TestDataset {

    static final StructType SCHEMA = new StructType().add("value", DataTypes.StringType);

    private final TestFolder folder;

    TestDataset(Path folder) {
        this.folder = new TestFolder(folder, FaultyFileSystem.DISK);
    }

    TestFolder folder() {
        return folder;
    }

    SnapshotDataset dataset() {
        return new SnapshotDataset(folder.storage(), folder.root(), folder);
    }

    /** Writes and publishes a snapshot of one row. */
    VersionName publish() {
        try (SnapshotInProgress snapshot = dataset().begin()) {
            snapshot.publish(List.of(write(snapshot, "part-0", "x")), List.of(), SCHEMA);
            return snapshot.name();
        }
    }

    /** Writes a data file of a snapshot. */
    WrittenFile write(SnapshotInProgress snapshot, String file, String content) {
        folder.write(snapshot.folder().getName() + "/" + file, content);
        return new WrittenFile(file, 1, content.length());
    }
}
