package io.recoflow.lake.snapshot;

import io.recoflow.lake.parquet.WrittenFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** A process that publishes snapshots until it has made so many, or that begins one and waits to be killed. */
public final class SnapshotWriterMain {

    private SnapshotWriterMain() {}

    /** Arguments: the dataset's folder, and how many snapshots, 0 to wait inside the first. */
    public static void main(String[] arguments) throws InterruptedException {
        TestDataset test = new TestDataset(Path.of(arguments[0]));
        int count = Integer.parseInt(arguments[1]);
        SnapshotDataset dataset = test.dataset(Clock.systemUTC());
        if (count == 0) {
            SnapshotInProgress snapshot = dataset.begin();
            test.write(snapshot.name(), "part-0", "half");
            System.out.println(snapshot.name().folder());
            Thread.currentThread().join();
        }
        for (int i = 0; i < count; i++) {
            try (SnapshotInProgress snapshot = dataset.begin()) {
                String content = "process " + ProcessHandle.current().pid() + " snapshot " + snapshot.name();
                WrittenFile file = test.write(snapshot.name(), "part-0", content);
                snapshot.publish(List.of(file), List.of(), TestDataset.SCHEMA);
                System.out.println(snapshot.name().folder());
            }
        }
    }
}
