package io.recoflow.streaming.kinesis;

import io.recoflow.kinesis.config.StartingPosition;
import io.recoflow.kinesis.config.StartingPosition.Everywhere;
import io.recoflow.kinesis.offset.ShardPosition.AtTimestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.Supplier;

/** Positions at which sources begin, however they are spelt. */
final class KinesisPositions {

    private static final String AT_TIMESTAMP = "AT_TIMESTAMP ";

    private KinesisPositions() {}

    /** Left to the queries, {@code LATEST} would be the time when each first starts. */
    static String settled(String position, Supplier<Instant> now) {
        return StartingPosition.LATEST.equals(StartingPosition.parse(position))
                ? AT_TIMESTAMP + now.get().truncatedTo(ChronoUnit.MILLIS)
                : position;
    }

    /** As EMR's source documents it: times without a fraction. */
    static String inSeconds(String position) {
        return StartingPosition.parse(position) instanceof Everywhere everywhere
                        && everywhere.position() instanceof AtTimestamp at
                ? AT_TIMESTAMP + at.time().truncatedTo(ChronoUnit.SECONDS)
                : position.strip().toUpperCase(Locale.ROOT);
    }

    /** As Glue's source documents it: a time by itself, without a fraction. */
    static String inSecondsAlone(String position) {
        return inSeconds(position).replace(AT_TIMESTAMP, "");
    }
}
