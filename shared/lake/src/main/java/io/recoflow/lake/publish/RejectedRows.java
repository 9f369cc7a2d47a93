package io.recoflow.lake.publish;

import static io.recoflow.runtime.storage.StorageFailures.retried;

import io.recoflow.lake.parquet.WrittenFile;
import io.recoflow.lake.parquet.WrittenFolder;
import io.recoflow.runtime.storage.FileStorage;
import io.recoflow.runtime.version.VersionName;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The rows of a dataset that its rules rejected: a folder for each run, without snapshots, which stays as long as the
 * snapshots of its time.
 *
 * @param storage of the folder
 * @param root the folder of all runs
 */
public record RejectedRows(FileStorage storage, Path root) {

    /** Where a run's rejected rows go. */
    public Path folder(VersionName run) {
        return new Path(root, "run=" + run);
    }

    public void remove(VersionName run) {
        Path folder = folder(run);
        retried("delete " + folder, () -> storage.delete(folder));
    }

    /** Removes what was rejected before a run. */
    public void removeBefore(VersionName oldest) {
        String first = folder(oldest).getName();
        retried("prune " + root, () -> {
            for (FileStatus run : storage.children(root)) {
                // Names sort by time.
                if (run.getPath().getName().compareTo(first) < 0) {
                    storage.delete(run.getPath());
                }
            }
        });
    }

    void verify(Path folder, List<WrittenFile> files) {
        WrittenFolder.verify(storage, folder, files, Set.of());
    }
}
