package io.recoflow.jobs.etl;

import static io.recoflow.runtime.storage.StorageFailures.retried;

import io.recoflow.lake.publish.RejectedRows;
import io.recoflow.lake.snapshot.SnapshotDataset;
import io.recoflow.runtime.report.ReportFile;
import io.recoflow.runtime.storage.FileStorage;
import io.recoflow.runtime.storage.WriteAccess;
import io.recoflow.shop.LakeDatasets;
import java.time.Clock;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The part of the lake that training-etl writes.
 *
 * @param storage of all of it
 * @param training {@code ratings_ml_training}
 * @param products {@code products}
 * @param popular {@code popular_products}
 * @param rejected {@code ratings_rejected}
 */
record TrainingLake(
        FileStorage storage,
        SnapshotDataset training,
        SnapshotDataset products,
        SnapshotDataset popular,
        RejectedRows rejected) {

    /** @throws io.recoflow.runtime.failure.JobException with exit code 6 where there is no such file system */
    static TrainingLake open(String uri, Configuration configuration, Clock clock) {
        return retried("open --lake " + uri, () -> {
            Path root = FileStorage.qualified(uri, configuration);
            FileStorage storage = FileStorage.of(root, configuration);
            return new TrainingLake(
                    storage,
                    new SnapshotDataset(storage, new Path(root, LakeDatasets.TRAINING), clock),
                    new SnapshotDataset(storage, new Path(root, LakeDatasets.PRODUCTS), clock),
                    new SnapshotDataset(storage, new Path(root, LakeDatasets.POPULAR_PRODUCTS), clock),
                    new RejectedRows(storage, new Path(root, LakeDatasets.REJECTED_RATINGS)));
        });
    }

    ReportFile reportOf(String runId) {
        return new ReportFile(storage, new Path(training.root(), "_reports/" + runId + ".json"));
    }

    /**
     * Writes a small file into each dataset and removes it.
     *
     * @throws io.recoflow.runtime.failure.JobException with exit code 6 where nothing could be published
     */
    void requireWritable() {
        for (SnapshotDataset dataset : List.of(training, products, popular)) {
            dataset.requireWritable();
        }
        retried("write to " + rejected.root(), () -> WriteAccess.requireTo(storage, rejected.root()));
    }

    /** Removes what dead runs left, and tells what it was. */
    void removeLeftovers(TrainingRecord report) {
        report.removed(LakeDatasets.TRAINING, training.removeLeftovers(rejected::remove));
        report.removed(LakeDatasets.PRODUCTS, products.removeLeftovers(run -> {}));
        report.removed(LakeDatasets.POPULAR_PRODUCTS, popular.removeLeftovers(run -> {}));
    }

    /** Deletes the oldest snapshots but for {@code keep} of each dataset, and rows that were rejected before those. */
    void prune(int keep, TrainingRecord report) {
        report.removed(LakeDatasets.TRAINING, training.prune(keep));
        report.removed(LakeDatasets.PRODUCTS, products.prune(keep));
        report.removed(LakeDatasets.POPULAR_PRODUCTS, popular.prune(keep));
        training.oldest().ifPresent(rejected::removeBefore);
    }
}
