package io.recoflow.lake.publish;

/**
 * A dataset that was published, for a run's report.
 *
 * @param dataset its name, which is its folder's
 * @param path of the snapshot
 * @param partitions folders of the partition column's values, or 0 for a plain dataset
 * @param latest whether the dataset's pointer names it; false where a run that began later was faster
 */
public record PublishedDataset(
        String dataset, String path, long rows, long partitions, long files, long bytes, boolean latest) {}
