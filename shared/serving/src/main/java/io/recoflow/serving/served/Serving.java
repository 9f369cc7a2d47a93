package io.recoflow.serving.served;

import io.recoflow.runtime.version.VersionName;
import io.recoflow.shop.activity.ActivityEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What recommendations are made from, at one moment.
 *
 * @param model empty before the first bundle
 * @param canary empty where there is none, or it cannot be used
 * @param rules by which the stock was made, and what events bring along is looked at
 */
public record Serving(
        Optional<ServedModel> model,
        Optional<ServedCanary> canary,
        PopularProducts popular,
        Stock stock,
        BusinessRules rules) {

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

    /** Another version of the model, and whom it answers. */
    public record ServedCanary(Canary sessions, ServedModel model) {}

    /** The one that answers an event, by its session; empty where popularity is all there is. */
    public Optional<ServedModel> modelFor(ActivityEvent event) {
        return canary.filter(some -> some.sessions().takes(event))
                .map(ServedCanary::model)
                .or(() -> model);
    }

    /** All that answer. */
    public Stream<ServedModel> models() {
        return Stream.concat(model.stream(), canary.stream().map(ServedCanary::model));
    }

    /** The model's version, or empty where popularity is all there is. */
    public Optional<String> modelVersion() {
        return model.map(ServedModel::version);
    }
}
