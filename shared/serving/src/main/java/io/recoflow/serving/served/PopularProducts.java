package io.recoflow.serving.served;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What sells best, the best first: a snapshot of the lake's {@code popular_products}.
 *
 * @param overAll not empty
 * @param byCountry of countries in which something was sold; countries without white space around them
 */
public record PopularProducts(String snapshot, List<String> overAll, Map<String, List<String>> byCountry) {

    public PopularProducts {
        if (overAll.isEmpty()) {
            throw new IllegalArgumentException("Nothing is popular");
        }
        overAll = List.copyOf(overAll);
        byCountry = Map.copyOf(byCountry);
    }

    /** The country's first, then those over all, each once. */
    public Stream<String> ranked(@Nullable String country) {
        List<String> ofCountry = country == null ? List.of() : byCountry.getOrDefault(country.strip(), List.of());
        return ofCountry.isEmpty()
                ? overAll.stream()
                : Stream.concat(ofCountry.stream(), overAll.stream()).distinct();
    }
}
