package io.recoflow.model.store;

import java.util.Locale;

/** Whether items get HNSW indexes. */
public enum IndexChoice {
    /** Where there are more than {@value #LARGEST_WITHOUT_INDEX} items. */
    AUTO,
    HNSW,
    NONE;

    /** Up to here a scan of all items answers within milliseconds, and exactly. */
    public static final long LARGEST_WITHOUT_INDEX = 10_000;

    boolean isWanted(long items) {
        return this == HNSW || (this == AUTO && items > LARGEST_WITHOUT_INDEX);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
