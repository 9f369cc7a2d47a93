package io.recoflow.serving.served;

import io.recoflow.model.neighbours.ItemMatrix;
import io.recoflow.model.neighbours.Neighbour;
import io.recoflow.model.scoring.BoundTower;
import io.recoflow.model.scoring.FeatureTable;
import io.recoflow.model.scoring.FoldIn;
import io.recoflow.model.scoring.Vectors;
import io.recoflow.shop.SourceTables;
import io.recoflow.shop.activity.ActivityEvent;
import io.recoflow.shop.activity.BrowsedProduct;
import java.time.Instant;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** One version of the model and the items that it may offer. Safe for concurrent callers. */
public final class ServedModel {

    /** Beyond what is asked for: a cart that is larger is searched for anew. */
    private static final int SPARE_NEIGHBOURS = 16;

    /** Products of a session that are folded in. */
    private static final int MOST_OF_SESSION = 20;

    private final String version;
    private final Instant madeAt;
    private final List<String> inputs;
    private final BoundTower tower;
    private final ItemMatrix items;
    private final Optional<FoldIn> foldIn;
    private final BitSet refused;

    /** What is added to each item's inner products; null where it is nothing. */
    private final float @Nullable [] boosts;

    private final AtomicReference<@Nullable String> failure;

    /** What is similar to an item is the same for all shoppers, but for what is in their carts. */
    private final AtomicReferenceArray<@Nullable List<Neighbour>> similar;

    private final int mostSimilar;

    /**
     * @param inputs the names of the tower's inputs, in the order in which the tower is bound to them
     * @param foldIn empty where a session moves no embedding
     * @param mostSimilar how many similar items will be asked for at most
     */
    ServedModel(
            String version,
            Instant madeAt,
            List<String> inputs,
            BoundTower tower,
            ItemMatrix items,
            Optional<FoldIn> foldIn,
            Stock stock,
            int mostSimilar) {
        this(version, madeAt, inputs, tower, items, foldIn, stock, mostSimilar, new AtomicReference<>());
    }

    private ServedModel(
            String version,
            Instant madeAt,
            List<String> inputs,
            BoundTower tower,
            ItemMatrix items,
            Optional<FoldIn> foldIn,
            Stock stock,
            int mostSimilar,
            AtomicReference<@Nullable String> failure) {
        this.version = version;
        this.madeAt = madeAt;
        this.inputs = List.copyOf(inputs);
        this.tower = tower;
        this.items = items;
        this.foldIn = foldIn;
        this.mostSimilar = mostSimilar;
        this.similar = new AtomicReferenceArray<>(items.size());
        this.failure = failure;
        this.boosts = boosts(stock.boosts(), items);
        this.refused = new BitSet(items.size());
        for (int i = 0; i < items.size(); i++) {
            refused.set(i, !stock.offers(items.id(i)));
        }
    }

    private static float @Nullable [] boosts(Map<String, Float> byCode, ItemMatrix items) {
        if (byCode.isEmpty()) {
            return null;
        }
        float[] boosts = new float[items.size()];
        byCode.forEach((code, by) -> items.indexOf(code).ifPresent(index -> boosts[index] = by));
        return boosts;
    }

    /** The same model, when other items can be bought. */
    ServedModel with(Stock stock) {
        return new ServedModel(version, madeAt, inputs, tower, items, foldIn, stock, mostSimilar, failure);
    }

    public String version() {
        return version;
    }

    /** When it was made, by its manifest. */
    public Instant madeAt() {
        return madeAt;
    }

    /** Keeps the first cause for which the model failed on an event; of the others there may be thousands. */
    public void failed(String cause) {
        failure.compareAndSet(null, cause);
    }

    /** Why the model failed on an event for the first time, in one line. */
    public Optional<String> firstFailure() {
        return Optional.ofNullable(failure.get());
    }

    /** Whether the event has anything that the model may know the shopper by: a number, a session, a feature. */
    public boolean knowsAnythingOf(ActivityEvent event) {
        return has(event, inputs) || !session(event.browseHistory()).isEmpty();
    }

    /** Whether the model takes the customer's number, and the event has it. */
    public boolean knowsNumberOf(ActivityEvent event) {
        return event.customerNumber() != null && inputs.contains(SourceTables.CUSTOMER_NUMBER);
    }

    /** Whether the event has at least one of the features that the model knows shoppers by, beside their numbers. */
    public boolean knowsFeaturesOf(ActivityEvent event) {
        return has(
                event,
                inputs.stream()
                        .filter(input -> !input.equals(SourceTables.CUSTOMER_NUMBER))
                        .toList());
    }

    private static boolean has(ActivityEvent event, List<String> features) {
        return features.stream()
                .map(event::feature)
                .anyMatch(value -> value != null && !value.toString().isBlank());
    }

    /**
     * A shopper as the session shows them, or empty where the model cannot go by it or knows none of its products.
     *
     * @param embedding what is known of the shopper otherwise
     */
    public Optional<FoldIn.Folded> withSession(float[] embedding, float constant, List<BrowsedProduct> history) {
        List<FoldIn.SessionItem> session = session(history);
        return session.isEmpty() ? Optional.empty() : foldIn.map(each -> each.fold(embedding, constant, session));
    }

    /** The newest products that the model knows, each once, the newest first. */
    private List<FoldIn.SessionItem> session(List<BrowsedProduct> history) {
        if (foldIn.isEmpty()) {
            return List.of();
        }
        Map<Integer, Boolean> session = new LinkedHashMap<>();
        for (int i = history.size() - 1; i >= 0 && session.size() < MOST_OF_SESSION; i--) {
            BrowsedProduct product = history.get(i);
            items.indexOf(product.productCode())
                    .ifPresent(index -> session.merge(index, product.inShoppingCart(), Boolean::logicalOr));
        }
        return session.entrySet().stream()
                .map(each -> new FoldIn.SessionItem(items.embedding(each.getKey()), each.getValue()))
                .toList();
    }

    /**
     * Embeds shoppers.
     *
     * @throws RuntimeException where the model fails on one of them
     */
    public Vectors embed(List<ActivityEvent> events) {
        return tower.embed(new EventFeatures(events, inputs));
    }

    /**
     * The items that a shopper likes best, the best first, without those excluded and those that may not be offered; what
     * the shop boosts counts for more.
     */
    public List<Neighbour> best(float[] shopper, int count, Set<String> excluded) {
        return items.highestInnerProducts(shopper, count, offered(excluded), boosts);
    }

    /** The items most like a product, or empty where it has no embedding. */
    public Optional<List<Neighbour>> similar(String productCode, int count, Set<String> excluded) {
        OptionalInt index = items.indexOf(productCode);
        if (index.isEmpty()) {
            return Optional.empty();
        }
        List<Neighbour> known = neighbours(index.getAsInt());
        List<Neighbour> left = known.stream()
                .filter(each -> !excluded.contains(each.id()))
                .limit(count)
                .toList();
        boolean complete = left.size() == count || known.size() < mostSimilar + SPARE_NEIGHBOURS;
        return Optional.of(complete ? left : items.mostSimilar(index.getAsInt(), count, offered(excluded)));
    }

    private List<Neighbour> neighbours(int index) {
        List<Neighbour> known = similar.get(index);
        if (known == null) {
            // Computed twice by callers of the same moment, with the same result.
            known = items.mostSimilar(index, mostSimilar + SPARE_NEIGHBOURS, each -> !refused.get(each));
            similar.set(index, known);
        }
        return known;
    }

    private IntPredicate offered(Set<String> excluded) {
        BitSet without = (BitSet) refused.clone();
        excluded.forEach(code -> items.indexOf(code).ifPresent(without::set));
        return index -> !without.get(index);
    }

    private record EventFeatures(List<ActivityEvent> events, List<String> inputs) implements FeatureTable {

        @Override
        public int rows() {
            return events.size();
        }

        @Override
        public @Nullable Object value(int row, int column) {
            return events.get(row).feature(inputs.get(column));
        }
    }
}
