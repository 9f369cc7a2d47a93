package io.recoflow.jobs.train.factorization;

import io.recoflow.jobs.train.data.Entity;
import io.recoflow.jobs.train.data.FeatureColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of customers, or of items: texts, numbers, and who they are.
 *
 * @param categorical the texts; places of theirs among an entity's values are {@code categoricalPlaces}
 * @param numeric the numbers; likewise
 * @param id the ids of those with ratings, in the order of the entities
 */
public record FeatureBlock(
        List<CategoricalFeature> categorical,
        List<Integer> categoricalPlaces,
        List<NumericFeature> numeric,
        List<Integer> numericPlaces,
        CategoricalFeature id) {

    /**
     * The features that entities with ratings show. A column in which they have no value, or all the same number, is left
     * out.
     *
     * @param idName of the column that says who they are
     */
    static FeatureBlock of(String idName, List<FeatureColumn> columns, List<Entity> entities, IntPredicate active) {
        List<Entity> seen = IntStream.range(0, entities.size())
                .filter(active)
                .mapToObj(entities::get)
                .toList();
        List<CategoricalFeature> categorical = new ArrayList<>();
        List<Integer> categoricalPlaces = new ArrayList<>();
        List<NumericFeature> numeric = new ArrayList<>();
        List<Integer> numericPlaces = new ArrayList<>();
        for (int place = 0; place < columns.size(); place++) {
            String name = columns.get(place).name();
            if (columns.get(place).numeric()) {
                NumericFeature feature = scaled(name, numbers(seen, place));
                if (feature.scale() > 0) {
                    numeric.add(feature);
                    numericPlaces.add(place);
                }
            } else {
                List<String> categories = categories(seen, place);
                if (!categories.isEmpty()) {
                    categorical.add(new CategoricalFeature(name, categories));
                    categoricalPlaces.add(place);
                }
            }
        }
        return new FeatureBlock(
                categorical,
                categoricalPlaces,
                numeric,
                numericPlaces,
                new CategoricalFeature(idName, seen.stream().map(Entity::id).toList()));
    }

    /** A field for each text and each number, in their order. */
    List<Field> fields(List<Entity> entities) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < categorical.size(); i++) {
            List<String> categories = categorical.get(i).categories();
            int place = categoricalPlaces.get(i);
            fields.add(Field.category(
                    categories.size(),
                    entities.stream()
                            .mapToInt(entity ->
                                    category(categories, entity.values().get(place)))
                            .toArray()));
        }
        for (int i = 0; i < numeric.size(); i++) {
            NumericFeature feature = numeric.get(i);
            int place = numericPlaces.get(i);
            fields.add(Field.number(entities.stream()
                    .mapToDouble(entity ->
                            (number(entity.values().get(place), feature.mean()) - feature.mean()) * feature.scale())
                    .toArray()));
        }
        return fields;
    }

    /** Where another's rows of a field's values are: its field, and by value its place there; −1 for none. */
    @SuppressWarnings("ArrayRecordComponent")
    record Counterpart(int field, int[] places) {}

    /** For each of {@link #fields}, among the fields of another block of the same columns. */
    List<Counterpart> counterparts(FeatureBlock other) {
        List<Counterpart> counterparts = new ArrayList<>();
        for (int i = 0; i < categorical.size(); i++) {
            int field = other.categoricalPlaces.indexOf(categoricalPlaces.get(i));
            counterparts.add(new Counterpart(
                    field,
                    categorical.get(i).categories().stream()
                            .mapToInt(category -> field < 0
                                    ? -1
                                    : category(other.categorical.get(field).categories(), category))
                            .toArray()));
        }
        for (Integer place : numericPlaces) {
            int number = other.numericPlaces.indexOf(place);
            counterparts.add(new Counterpart(
                    number < 0 ? -1 : other.categorical.size() + number, new int[] {Math.min(number, 0)}));
        }
        return counterparts;
    }

    /** The field of the ids. */
    Field ids(int entities, IntPredicate active) {
        int[] values = new int[entities];
        int next = 0;
        for (int entity = 0; entity < entities; entity++) {
            values[entity] = active.test(entity) ? next++ : -1;
        }
        return Field.ids(next, values);
    }

    private static int category(List<String> categories, @Nullable Object value) {
        int found = value == null ? -1 : Collections.binarySearch(categories, value.toString());
        return Math.max(-1, found);
    }

    private static List<String> categories(List<Entity> seen, int place) {
        TreeSet<String> categories = new TreeSet<>();
        for (Entity entity : seen) {
            Object value = entity.values().get(place);
            if (value != null && !value.toString().isEmpty()) {
                categories.add(value.toString());
            }
        }
        return List.copyOf(categories);
    }

    private static double[] numbers(List<Entity> seen, int place) {
        return seen.stream()
                .mapToDouble(entity -> number(entity.values().get(place), Double.NaN))
                .filter(Double::isFinite)
                .toArray();
    }

    private static double number(@Nullable Object value, double neutral) {
        double number = value instanceof Number given ? given.doubleValue() : neutral;
        return Double.isFinite(number) ? number : neutral;
    }

    private static NumericFeature scaled(String name, double[] numbers) {
        double mean = average(numbers, x -> x);
        double deviation = Math.sqrt(average(numbers, x -> (x - mean) * (x - mean)));
        return new NumericFeature(name, mean, deviation > 0 && Double.isFinite(deviation) ? 1 / deviation : 0);
    }

    private static double average(double[] numbers, DoubleUnaryOperator of) {
        return Arrays.stream(numbers).map(of).average().orElse(0);
    }
}
