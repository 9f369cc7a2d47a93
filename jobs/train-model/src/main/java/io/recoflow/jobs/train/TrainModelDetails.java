package io.recoflow.jobs.train;

import io.recoflow.jobs.train.data.ReviewCounts;
import io.recoflow.model.bundle.EmbeddingsDescription;
import io.recoflow.model.bundle.Manifest;
import io.recoflow.model.bundle.OfflineMetrics;
import java.util.Optional;

/**
 * The job's own part of a run's report.
 *
 * @param trainingSnapshot what the model learns from
 * @param reviews what became of them, where it learns from reviews as well
 * @param bundle what became of it
 */
record TrainModelDetails(
        Optional<String> trainingSnapshot, Optional<ReviewCounts> reviews, Optional<TrainedBundle> bundle) {

    /** Of a run that has not read anything yet. */
    static final TrainModelDetails NONE = new TrainModelDetails(Optional.empty(), Optional.empty(), Optional.empty());

    /** Of a run that has read what it learns from. */
    static TrainModelDetails of(TrainingInput input) {
        return new TrainModelDetails(Optional.of(input.data().snapshot()), input.reviews(), Optional.empty());
    }

    /** With the bundle that was published. */
    TrainModelDetails with(Manifest manifest, String location) {
        return new TrainModelDetails(
                trainingSnapshot,
                reviews,
                Optional.of(new TrainedBundle(
                        location,
                        manifest.producer(),
                        manifest.dimension(),
                        manifest.itemEmbeddings().rows(),
                        manifest.userEmbeddings()
                                .map(EmbeddingsDescription::rows)
                                .orElse(0L),
                        manifest.metrics())));
    }

    /**
     * A bundle.
     *
     * @param metrics as the manifest has them
     */
    record TrainedBundle(
            String location,
            String producer,
            int dimension,
            long items,
            long customers,
            Optional<OfflineMetrics> metrics) {}
}
