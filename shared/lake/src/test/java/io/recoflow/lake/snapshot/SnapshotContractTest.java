package io.recoflow.lake.snapshot;

import static io.recoflow.runtime.storage.StorageFailures.retried;

import io.recoflow.lake.parquet.WrittenFile;
import io.recoflow.runtime.storage.FileStorage;
import io.recoflow.runtime.version.VersionedFolderContract;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

class SnapshotContractTest extends VersionedFolderContract {

    SnapshotContractTest(@TempDir Path folder) {
        super(folder, new SnapshotFormat());
    }

    @Override
    protected Front open(FileStorage storage, org.apache.hadoop.fs.Path root, Clock clock) {
        SnapshotDataset dataset = new SnapshotDataset(storage, root, clock);
        return new Front(
                () -> begun(dataset.begin(), storage),
                () -> dataset.latest().map(SnapshotManifest::snapshot),
                () -> dataset.removeLeftovers(name -> {}),
                dataset::prune);
    }

    private static Begun begun(SnapshotInProgress snapshot, FileStorage storage) {
        Runnable publishing = () -> {
            var file = new org.apache.hadoop.fs.Path(snapshot.folder(), "part-0");
            retried("write " + file, () -> storage.write(file, new byte[1]));
            snapshot.publish(List.of(new WrittenFile("part-0", 1, 1)), List.of(), TestDataset.SCHEMA);
        };
        return new Begun(snapshot.name(), publishing, snapshot::close);
    }
}
