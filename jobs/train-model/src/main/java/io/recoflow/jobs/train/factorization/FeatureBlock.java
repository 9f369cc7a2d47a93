package io.recoflow.jobs.train.factorization;

import io.recoflow.jobs.train.data.Entity;
import io.recoflow.jobs.train.data.FeatureColumn;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a customer, or an item, becomes numbers: a dimension for each category of each text, in the order of the columns,
 * and behind them one for each number.
 *
 * @param categorical places of the texts among an entity's values are {@code categoricalPlaces}
 * @param numeric places of the numbers are {@code numericPlaces}
 */
public record FeatureBlock(
        List<CategoricalFeature> categorical,
        List<Integer> categoricalPlaces,
        List<NumericFeature> numeric,
        List<Integer> numericPlaces)
        implements Serializable {

    /**
     * The features that entities show. A column without a value is left out.
     *
     * @param seen a customer or an item as often as it was seen in training
     */
    public static FeatureBlock of(List<FeatureColumn> columns, List<Entity> seen) {
        List<CategoricalFeature> categorical = new ArrayList<>();
        List<Integer> categoricalPlaces = new ArrayList<>();
        List<NumericFeature> numeric = new ArrayList<>();
        List<Integer> numericPlaces = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int place = i;
            String name = columns.get(i).name();
            List<Object> values = seen.stream()
                    .map(entity -> entity.values().get(place))
                    .filter(Objects::nonNull)
                    .map(Object.class::cast)
                    .toList();
            if (columns.get(i).numeric()) {
                double[] numbers = values.stream()
                        .mapToDouble(value -> ((Number) value).doubleValue())
                        .filter(Double::isFinite)
                        .toArray();
                if (numbers.length > 0) {
                    numeric.add(scaled(name, numbers));
                    numericPlaces.add(place);
                }
            } else if (!values.isEmpty()) {
                TreeSet<String> categories = new TreeSet<>();
                values.forEach(value -> categories.add(value.toString()));
                categories.remove("");
                if (!categories.isEmpty()) {
                    categorical.add(new CategoricalFeature(name, List.copyOf(categories)));
                    categoricalPlaces.add(place);
                }
            }
        }
        return new FeatureBlock(categorical, categoricalPlaces, numeric, numericPlaces);
    }

    /** Dimensions. */
    public int size() {
        return categorical.stream().mapToInt(each -> each.categories().size()).sum() + numeric.size();
    }

    /** Calls for each dimension that is not 0, in their order. */
    public void forEachNonZero(Entity entity, DimensionConsumer consumer) {
        int offset = 0;
        for (int i = 0; i < categorical.size(); i++) {
            List<String> categories = categorical.get(i).categories();
            Object value = entity.values().get(categoricalPlaces.get(i));
            int category = value == null ? -1 : Collections.binarySearch(categories, value.toString());
            if (category >= 0) {
                consumer.accept(offset + category, 1);
            }
            offset += categories.size();
        }
        for (int i = 0; i < numeric.size(); i++) {
            NumericFeature feature = numeric.get(i);
            double number = number(entity.values().get(numericPlaces.get(i)), feature.mean());
            double scaled = (number - feature.mean()) * feature.scale();
            if (scaled != 0) {
                consumer.accept(offset + i, scaled);
            }
        }
    }

    /** Takes a dimension and its value. */
    @FunctionalInterface
    public interface DimensionConsumer {
        void accept(int dimension, double value);
    }

    private static double number(@Nullable Object value, double neutral) {
        double number = value instanceof Number given ? given.doubleValue() : neutral;
        return Double.isFinite(number) ? number : neutral;
    }

    private static NumericFeature scaled(String name, double[] numbers) {
        double mean = average(numbers, x -> x);
        double deviation = Math.sqrt(average(numbers, x -> (x - mean) * (x - mean)));
        return new NumericFeature(name, mean, deviation == 0 ? 0 : 1 / deviation);
    }

    private static double average(double[] numbers, DoubleUnaryOperator of) {
        double sum = 0;
        for (double number : numbers) {
            sum += of.applyAsDouble(number);
        }
        return sum / numbers.length;
    }
}
