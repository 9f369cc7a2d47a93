package io.recoflow.serving.answer;

import io.recoflow.model.scoring.Vectors;
import io.recoflow.serving.served.ServedModel;
import io.recoflow.shop.activity.ActivityEvent;
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
            return shoppers(model.embed(events), model);
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

    private static List<Optional<EmbeddedShopper>> shoppers(Vectors vectors, ServedModel model) {
        List<Optional<EmbeddedShopper>> shoppers = new ArrayList<>(vectors.rows());
        for (int row = 0; row < vectors.rows(); row++) {
            EmbeddedShopper shopper = new EmbeddedShopper(vectors.embedding(row), vectors.constants()[row]);
            if (shopper.isFinite()) {
                shoppers.add(Optional.of(shopper));
            } else {
                model.failed("the user tower gave numbers that are not finite");
                shoppers.add(Optional.empty());
            }
        }
        return shoppers;
    }
}
