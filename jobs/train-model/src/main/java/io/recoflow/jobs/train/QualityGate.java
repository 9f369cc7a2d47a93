package io.recoflow.jobs.train;

import io.recoflow.jobs.train.learn.Measurement;
import io.recoflow.jobs.train.learn.ObjectiveKind;
import io.recoflow.model.bundle.ModelArtifacts;
import io.recoflow.model.bundle.OfflineMetrics;
import io.recoflow.model.bundle.RankingMetrics;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import java.util.Locale;
import java.util.Optional;

/** Whether a model is good enough to take the place of the one that is served. */
final class QualityGate {

    /** Standard errors beyond which a difference is no chance. */
    private static final double NOISE = 3;

    private final ModelArtifacts artifacts;
    private final ObjectiveKind kind;

    QualityGate(ModelArtifacts artifacts, ObjectiveKind kind) {
        this.artifacts = artifacts;
        this.kind = kind;
    }

    /** Why the model must not be served, or empty where it may. */
    Optional<String> objection(Optional<Measurement.Measured> measured) {
        Optional<OfflineMetrics> served = served();
        if (measured.isEmpty()) {
            return served.map(any ->
                    "nothing was held out, so nothing is known of how good it is beside the one that is" + " served");
        }
        return measured.get().worse().isPresent()
                ? measured.get().worse()
                : served.flatMap(each -> comparison(measured.get().metrics(), each));
    }

    /** The metrics of the bundle that is served now, where it is sound and has any that compare. */
    private Optional<OfflineMetrics> served() {
        try {
            return artifacts
                    .latestVersion()
                    .flatMap(version -> artifacts.version(version).manifest().metrics());
        } catch (JobException e) {
            if (e.exitCode() != ExitCode.CONTRACT_VIOLATED) {
                throw e;
            }
            // What cannot be served is no better than anything.
            return Optional.empty();
        }
    }

    private Optional<String> comparison(OfflineMetrics own, OfflineMetrics served) {
        return kind == ObjectiveKind.RANKING ? rankings(own, served) : ratings(own, served);
    }

    private static Optional<String> rankings(OfflineMetrics own, OfflineMetrics served) {
        Optional<RankingMetrics> now = own.of(OfflineMetrics.KNOWN, OfflineMetrics.MODEL);
        Optional<RankingMetrics> before = served.of(OfflineMetrics.KNOWN, OfflineMetrics.MODEL);
        if (now.isEmpty() || before.isEmpty()) {
            return Optional.empty();
        }
        double ours = now.get().ndcgAt10().orElse(0.0);
        double theirs = before.get().ndcgAt10().orElse(0.0);
        double noise = NOISE
                * Math.hypot(
                        now.get().standardError().orElse(0.0),
                        before.get().standardError().orElse(0.0));
        return ours >= theirs - noise
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "its NDCG@10 for known customers is %.4f, and that of the bundle that is served was %.4f",
                        ours,
                        theirs));
    }

    private static Optional<String> ratings(OfflineMetrics own, OfflineMetrics served) {
        Optional<Double> now = own.of(Measurement.RATINGS, OfflineMetrics.MODEL).flatMap(RankingMetrics::rmse);
        Optional<Double> before =
                served.of(Measurement.RATINGS, OfflineMetrics.MODEL).flatMap(RankingMetrics::rmse);
        if (now.isEmpty() || before.isEmpty()) {
            return Optional.empty();
        }
        // The error of a root mean square of n errors is about itself by the root of 2n.
        double noise = NOISE
                * Math.hypot(
                        now.get() / Math.sqrt(2.0 * Math.max(1, own.heldOut())),
                        before.get() / Math.sqrt(2.0 * Math.max(1, served.heldOut())));
        return now.get() <= before.get() + noise
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "its RMSE is %.4f, and that of the bundle that is served was %.4f",
                        now.get(),
                        before.get()));
    }
}
