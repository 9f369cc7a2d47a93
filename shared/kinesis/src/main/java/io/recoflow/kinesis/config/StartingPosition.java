package io.recoflow.kinesis.config;

import io.recoflow.kinesis.offset.ShardPosition;
import java.io.Serializable;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a query without a checkpoint begins.
 *
 * @param position null for the time of the first start
 */
public record StartingPosition(@Nullable ShardPosition position) implements Serializable {

    private static final String AT_TIMESTAMP = "AT_TIMESTAMP ";

    /** From the first start on. */
    public static final StartingPosition LATEST = new StartingPosition(null);

    /**
     * Reads {@code LATEST}, {@code TRIM_HORIZON} or {@code AT_TIMESTAMP <ISO time>}, whatever their case.
     *
     * @return null for anything else
     * @throws java.time.DateTimeException where the time is none
     */
    public static @Nullable StartingPosition parse(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        if (upper.equals("LATEST")) {
            return LATEST;
        }
        if (upper.equals("TRIM_HORIZON")) {
            return new StartingPosition(new ShardPosition.TrimHorizon());
        }
        if (upper.startsWith(AT_TIMESTAMP)) {
            return new StartingPosition(new ShardPosition.AtTimestamp(
                    Instant.parse(upper.substring(AT_TIMESTAMP.length()).trim())));
        }
        return null;
    }

    /** The position, where "now" is this time. */
    public ShardPosition at(Instant now) {
        return position == null ? new ShardPosition.AtTimestamp(now) : position;
    }
}
