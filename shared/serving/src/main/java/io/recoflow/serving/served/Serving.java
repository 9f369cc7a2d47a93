package io.recoflow.serving.served;

import io.recoflow.runtime.version.VersionName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What recommendations are made from, at one moment.
 *
 * @param model empty before the first bundle
 * @param rules by which the stock was made, and what events bring along is looked at
 */
public record Serving(Optional<ServedModel> model, PopularProducts popular, Stock stock, BusinessRules rules) {

    /** What the names of snapshots begin with. */
    private static final String SNAPSHOT = "snapshot=";

    /**
     * How long ago what is served was made; empty where there is none, or nobody knows.
     *
     * @param popular of the list of popular products
     */
    public record Ages(Optional<Duration> model, Optional<Duration> popular, Optional<Duration> stock) {}

    /** At a time. */
    public Ages ages(Instant now) {
        return new Ages(
                model.map(each -> Duration.between(each.madeAt(), now)),
                ofSnapshot(popular.snapshot(), now),
                ofSnapshot(stock.snapshot(), now));
    }

    private static Optional<Duration> ofSnapshot(String name, Instant now) {
        return name.startsWith(SNAPSHOT)
                ? VersionName.parse(name.substring(SNAPSHOT.length()))
                        .map(version -> Duration.between(version.time(), now))
                : Optional.empty();
    }

    /** The model's version, or empty where popularity is all there is. */
    public Optional<String> modelVersion() {
        return model.map(ServedModel::version);
    }
}
