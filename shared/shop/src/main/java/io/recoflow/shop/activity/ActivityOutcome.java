package io.recoflow.shop.activity;

import java.util.Locale;

/** What becomes of a record of activity at the first look at it. Every record has exactly one. */
public enum ActivityOutcome {
    RECOMMENDED,
    REJECTED,
    DROPPED;

    /** As it is stored: {@code recommended}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
