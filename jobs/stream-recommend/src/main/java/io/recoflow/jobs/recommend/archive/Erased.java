package io.recoflow.jobs.recommend.archive;

import io.recoflow.shop.Meaning;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Who was erased; a row of the table {@value #TABLE}. */
public record Erased(
        @Meaning("what arrived until then is in no table, and does not come back")
        Instant erasedAt,

        @Meaning("the customer; null where a session was erased, whosoever it was") @Nullable Integer customerNumber,

        @Meaning("the session; with a customer number, only what of it has none; null for all of the customer's")
        @Nullable String sessionId) {

    public static final String TABLE = "activity_erased";
}
