package io.recoflow.serving.served;

import io.recoflow.lake.parquet.ParquetRows.Row;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A shop's rules of what is recommended.
 *
 * @param version tells them from others; empty where there are none
 * @param excluded products of which one of these holds are not recommended, and not similar to any
 * @param boosts of which all that hold count
 * @param eventFields fields of an event in which products stand that are not recommended to its shopper
 */
public record BusinessRules(
        String version, List<ProductCondition> excluded, List<Boost> boosts, List<String> eventFields) {

    static final BusinessRules NONE = new BusinessRules("", List.of(), List.of(), List.of());

    /** @param by what is added to the model's scores; below 0 it is taken from them */
    public record Boost(ProductCondition condition, float by) {}

    /** How many they are. */
    public int size() {
        return excluded.size() + boosts.size() + eventFields.size();
    }

    /** The columns of products that they look at. */
    Set<String> columns() {
        Set<String> columns = new TreeSet<>();
        Stream.concat(excluded.stream(), boosts.stream().map(Boost::condition))
                .forEach(condition -> columns.add(condition.column()));
        return columns;
    }

    boolean exclude(Row product) {
        return excluded.stream().anyMatch(condition -> condition.holds(product));
    }

    /** The sum of all that hold. */
    float boost(Row product) {
        float sum = 0;
        for (Boost boost : boosts) {
            sum += boost.condition().holds(product) ? boost.by() : 0;
        }
        return sum;
    }
}
