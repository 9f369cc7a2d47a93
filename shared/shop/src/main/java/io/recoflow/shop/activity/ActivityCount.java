package io.recoflow.shop.activity;

import io.recoflow.shop.Meaning;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How many records of one kind arrived in an hour; a row of the table {@value #TABLE}, where an hour may have several of a kind. */
public record ActivityCount(
        @Meaning("the stream that they came from") String streamName,
        @Meaning("when they arrived, to the hour") Instant arrivedHour,

        @Meaning("what became of them at the first look: `recommended`, `rejected` or `dropped`")
        ActivityOutcome outcome,

        @Meaning("why they were rejected, or the type of the events that were dropped") @Nullable String detail,

        @Meaning("how many, to be summed") long events) {

    public static final String TABLE = "activity_counts";
}
