package io.recoflow.model.store;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whether items get HNSW indexes. */
public enum IndexChoice {
    /** Where there are more than {@value #LARGEST_WITHOUT_INDEX} items. */
    AUTO,
    HNSW,
    NONE;

    /** Up to here a scan of all items answers within milliseconds, and exactly. */
    public static final long LARGEST_WITHOUT_INDEX = 10_000;

    /** @param text as {@link #toString} gives it */
    public static Optional<IndexChoice> of(String text) {
        return Arrays.stream(values())
                .filter(choice -> choice.toString().equals(text))
                .findFirst();
    }

    boolean isWanted(long items) {
        return this == HNSW || (this == AUTO && items > LARGEST_WITHOUT_INDEX);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
