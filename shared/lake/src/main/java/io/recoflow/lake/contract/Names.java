package io.recoflow.lake.contract;

import java.util.List;
import java.util.function.Function;

/** How a name of the contract finds what it names. */
public final class Names {

    private Names() {}

    /** The one of exactly this name, or else all whose names differ from it in case alone. */
    public static <T> List<T> matching(List<T> candidates, Function<T, String> nameOf, String name) {
        List<T> exact = candidates.stream()
                .filter(candidate -> nameOf.apply(candidate).equals(name))
                .toList();
        return exact.isEmpty()
                ? candidates.stream()
                        .filter(candidate -> nameOf.apply(candidate).equalsIgnoreCase(name))
                        .toList()
                : exact.subList(0, 1);
    }
}
