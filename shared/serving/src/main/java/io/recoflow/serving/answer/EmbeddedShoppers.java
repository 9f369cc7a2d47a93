package io.recoflow.serving.answer;

import io.recoflow.model.scoring.FoldIn;
import io.recoflow.model.scoring.Vectors;
import io.recoflow.serving.served.ServedModel;
import io.recoflow.shop.activity.ActivityEvent;
import io.recoflow.shop.recommendation.KnownBy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Embeds the shoppers of several events at once; where the model fails on one, the others are embedded one by one. */
final class EmbeddedShoppers {

    private EmbeddedShoppers() {}

    /** A shopper for each event, empty where the event is, or the model knows nothing of it or fails on it. */
    static List<Optional<EmbeddedShopper>> of(List<Optional<ActivityEvent>> events, ServedModel model) {
        List<Integer> places = new ArrayList<>();
        List<ActivityEvent> known = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            Optional<ActivityEvent> event = events.get(i);
            if (event.isPresent() && model.knowsAnythingOf(event.get())) {
                places.add(i);
                known.add(event.get());
            }
        }
        List<Optional<EmbeddedShopper>> shoppers =
                new ArrayList<>(Collections.nCopies(events.size(), Optional.empty()));
        List<Optional<EmbeddedShopper>> embedded = embedded(known, model);
        for (int i = 0; i < embedded.size(); i++) {
            shoppers.set(places.get(i), embedded.get(i));
        }
        return shoppers;
    }

    private static List<Optional<EmbeddedShopper>> embedded(List<ActivityEvent> events, ServedModel model) {
        try {
            return shoppers(events, model.embed(events), model);
        } catch (RuntimeException failure) {
            model.failed(line(failure));
            return events.size() == 1
                    ? List.of(Optional.empty())
                    : events.stream()
                            .map(event -> embedded(List.of(event), model).get(0))
                            .toList();
        }
    }

    /** The messages of a failure and its cause, in one line. */
    private static String line(RuntimeException failure) {
        Throwable cause = failure.getCause();
        String all = failure.getMessage() + (cause == null ? "" : ": " + cause.getMessage());
        return all.lines().findFirst().orElse(failure.toString());
    }

    private static List<Optional<EmbeddedShopper>> shoppers(
            List<ActivityEvent> events, Vectors vectors, ServedModel model) {
        List<Optional<EmbeddedShopper>> shoppers = new ArrayList<>(vectors.rows());
        for (int row = 0; row < vectors.rows(); row++) {
            shoppers.add(shopper(events.get(row), vectors, row, model));
        }
        return shoppers;
    }

    private static Optional<EmbeddedShopper> shopper(ActivityEvent event, Vectors vectors, int row, ServedModel model) {
        List<KnownBy> knownBy = new ArrayList<>();
        if (vectors.known()[row] > 0 && model.knowsNumberOf(event)) {
            knownBy.add(KnownBy.CUSTOMER);
        }
        Optional<FoldIn.Folded> session =
                model.withSession(vectors.embedding(row), vectors.constants()[row], event.browseHistory());
        if (session.isPresent()) {
            knownBy.add(KnownBy.SESSION);
        }
        if (model.knowsFeaturesOf(event)) {
            knownBy.add(KnownBy.FEATURES);
        }
        FoldIn.Folded shopper =
                session.orElseGet(() -> new FoldIn.Folded(vectors.embedding(row), vectors.constants()[row]));
        EmbeddedShopper embedded = new EmbeddedShopper(shopper.embedding(), shopper.constant(), knownBy);
        if (embedded.isFinite()) {
            return Optional.of(embedded);
        }
        model.failed("the user tower gave numbers that are not finite");
        return Optional.empty();
    }
}
