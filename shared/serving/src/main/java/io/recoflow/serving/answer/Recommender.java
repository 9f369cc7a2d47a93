package io.recoflow.serving.answer;

import io.recoflow.model.neighbours.Neighbour;
import io.recoflow.serving.served.PopularProducts;
import io.recoflow.serving.served.ServedModel;
import io.recoflow.serving.served.Serving;
import io.recoflow.shop.activity.ActivityEvent;
import io.recoflow.shop.activity.BrowsedProduct;
import io.recoflow.shop.recommendation.FallbackReason;
import io.recoflow.shop.recommendation.Recommendation;
import io.recoflow.shop.recommendation.RecommendedItem;
import io.recoflow.shop.recommendation.ServedBy;
import io.recoflow.shop.recommendation.SimilarItem;
import io.recoflow.shop.recommendation.SimilarItems;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Answers events, always: what the model cannot do, for whatever reason, is made up for with popular products. What is
 * in the cart, being looked at, sold out, not in the catalogue or excluded by the shop's rules is not recommended, unless
 * nothing else is left. Safe for concurrent callers.
 */
public final class Recommender {

    /** Products of an event to which similar ones are looked for. */
    static final int MOST_PRODUCTS = 10;

    private final RecommenderSettings settings;
    private final Clock clock;

    public Recommender(RecommenderSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** An answer each, in their order, each made from one version of everything. */
    public List<Recommendation> answer(List<Question> questions, Serving serving) {
        List<Optional<ServedModel>> models = questions.stream()
                .map(question -> serving.modelFor(question.event()))
                .toList();
        List<Optional<EmbeddedShopper>> shoppers = shoppers(questions, models);
        return IntStream.range(0, questions.size())
                .mapToObj(i -> answer(questions.get(i), models.get(i), shoppers.get(i), serving))
                .toList();
    }

    /** By the model of each; those of late questions are left out, so that a backlog costs no time in the models. */
    private List<Optional<EmbeddedShopper>> shoppers(List<Question> questions, List<Optional<ServedModel>> models) {
        Instant now = clock.instant();
        List<Optional<EmbeddedShopper>> shoppers =
                new ArrayList<>(Collections.nCopies(questions.size(), Optional.empty()));
        models.stream().flatMap(Optional::stream).distinct().forEach(model -> {
            List<Optional<ActivityEvent>> events = IntStream.range(0, questions.size())
                    .mapToObj(i -> Optional.of(questions.get(i))
                            .filter(question -> models.get(i).equals(Optional.of(model)) && !isLate(question, now))
                            .map(Question::event))
                    .toList();
            List<Optional<EmbeddedShopper>> embedded = EmbeddedShoppers.of(events, model);
            for (int i = 0; i < events.size(); i++) {
                if (embedded.get(i).isPresent()) {
                    shoppers.set(i, embedded.get(i));
                }
            }
        });
        return shoppers;
    }

    private Recommendation answer(
            Question question, Optional<ServedModel> model, Optional<EmbeddedShopper> shopper, Serving serving) {
        Set<FallbackReason> reasons = EnumSet.noneOf(FallbackReason.class);
        Set<String> excluded =
                ExcludedProducts.of(question.event(), serving.rules().eventFields());
        List<RecommendedItem> items = new ArrayList<>();
        List<SimilarItems> similar = List.of();
        boolean isLate = isLate(question, clock.instant());
        if (isLate) {
            reasons.add(settings.late());
        } else if (model.isEmpty()) {
            reasons.add(FallbackReason.NO_MODEL);
        } else {
            items.addAll(modelItems(question.event(), shopper, model.get(), excluded, reasons));
            similar = similarItems(question.event(), model.get(), excluded, reasons);
            if (reasons.contains(FallbackReason.MISSING_FEATURES)) {
                addSimilar(items, similar);
            }
        }
        boolean byModel = !items.isEmpty()
                || similar.stream().anyMatch(each -> !each.similarItems().isEmpty());
        fillUp(items, question.event(), serving, excluded, reasons);
        return new Recommendation(
                question.event(),
                items,
                similar,
                !byModel ? ServedBy.POPULARITY : reasons.isEmpty() ? ServedBy.MODEL : ServedBy.PARTIAL,
                reasons.stream().findFirst().orElse(null),
                model.map(ServedModel::version).orElse(null),
                clock.instant(),
                question.arrival(),
                model.isEmpty() || isLate
                        ? List.of()
                        : shopper.map(EmbeddedShopper::knownBy).orElse(List.of()));
    }

    private List<RecommendedItem> modelItems(
            ActivityEvent event,
            Optional<EmbeddedShopper> shopper,
            ServedModel model,
            Set<String> excluded,
            Set<FallbackReason> reasons) {
        if (shopper.isEmpty()) {
            reasons.add(model.knowsAnythingOf(event) ? FallbackReason.MODEL_ERROR : FallbackReason.MISSING_FEATURES);
            return List.of();
        }
        if (shopper.get().knownBy().isEmpty()) {
            reasons.add(FallbackReason.MISSING_FEATURES);
            return List.of();
        }
        float constant = shopper.get().constant();
        List<Neighbour> best = model.best(shopper.get().embedding(), settings.recommend(), excluded);
        if (best.size() < settings.recommend()) {
            reasons.add(FallbackReason.TOO_FEW_ITEMS);
        }
        if (best.stream().anyMatch(each -> !Float.isFinite(each.value() + constant))) {
            model.failed("scores are not finite: its vectors are too long");
            reasons.add(FallbackReason.MODEL_ERROR);
            return List.of();
        }
        return best.stream()
                .map(each -> new RecommendedItem(each.id(), each.value() + constant))
                .toList();
    }

    private List<SimilarItems> similarItems(
            ActivityEvent event, ServedModel model, Set<String> excluded, Set<FallbackReason> reasons) {
        if (settings.similar() == 0) {
            return List.of();
        }
        return products(event).stream()
                .map(product -> new SimilarItems(
                        product,
                        model
                                .similar(product, settings.similar(), excluded)
                                .orElseGet(() -> {
                                    reasons.add(FallbackReason.NO_EMBEDDING);
                                    return List.of();
                                })
                                .stream()
                                .map(each -> new SimilarItem(each.id(), each.value()))
                                .toList()))
                .toList();
    }

    /** What is in the cart first, then the rest; of each the newest first, each once. */
    private static List<String> products(ActivityEvent event) {
        Set<String> products = new LinkedHashSet<>();
        addNewest(products, event.browseHistory(), true);
        addNewest(products, event.browseHistory(), false);
        return List.copyOf(products);
    }

    private static void addNewest(Set<String> products, List<BrowsedProduct> history, boolean inCart) {
        for (int i = history.size() - 1; i >= 0 && products.size() < MOST_PRODUCTS; i--) {
            if (history.get(i).inShoppingCart() == inCart) {
                products.add(history.get(i).productCode());
            }
        }
    }

    /** For a shopper of whom only the session is known, up to half of what is asked for: the nearest to each product first. */
    private void addSimilar(List<RecommendedItem> items, List<SimilarItems> similar) {
        Set<String> chosen = new HashSet<>();
        for (int rank = 0; rank < settings.similar(); rank++) {
            for (SimilarItems each : similar) {
                if (items.size() < settings.recommend() / 2
                        && rank < each.similarItems().size()
                        && chosen.add(each.similarItems().get(rank).id())) {
                    items.add(new RecommendedItem(each.similarItems().get(rank).id(), null));
                }
            }
        }
    }

    private void fillUp(
            List<RecommendedItem> items,
            ActivityEvent event,
            Serving serving,
            Set<String> excluded,
            Set<FallbackReason> reasons) {
        PopularProducts popular = serving.popular();
        Set<String> chosen = items.stream().map(RecommendedItem::id).collect(Collectors.toCollection(HashSet::new));
        addPopular(
                items,
                event,
                popular,
                product -> !excluded.contains(product) && serving.stock().offers(product) && !chosen.contains(product));
        if (items.isEmpty()) {
            reasons.add(FallbackReason.NOTHING_LEFT);
            // Rules of the shop count for more than what is in the cart or sold out.
            addPopular(items, event, popular, product -> !serving.stock()
                    .excluded()
                    .contains(product));
            if (items.isEmpty()) {
                addPopular(items, event, popular, any -> true);
            }
        }
    }

    private void addPopular(
            List<RecommendedItem> items, ActivityEvent event, PopularProducts popular, Predicate<String> admitted) {
        popular.ranked(event.country())
                .filter(admitted)
                .limit(settings.recommend() - items.size())
                .forEach(product -> items.add(new RecommendedItem(product, null)));
    }

    private boolean isLate(Question question, Instant now) {
        return question.arrival().arrivedAt().plus(settings.deadline()).isBefore(now);
    }
}
