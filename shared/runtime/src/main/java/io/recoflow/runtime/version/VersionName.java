package io.recoflow.runtime.version;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A version's name, which is the second (UTC) in which it was begun: {@code 20261120T080000Z}. Names sort by time.
 *
 * @param time to the second
 */
public record VersionName(Instant time) implements Comparable<VersionName> {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    public VersionName {
        time = time.truncatedTo(ChronoUnit.SECONDS);
    }

    /** The name that a text is, or empty where it is not exactly one. */
    public static Optional<VersionName> parse(String text) {
        try {
            VersionName name = new VersionName(FORMAT.parse(text, Instant::from));
            // The format also reads February 30th and 24:00, as other times.
            return Optional.of(name).filter(read -> read.toString().equals(text));
        } catch (DateTimeException notAName) {
            return Optional.empty();
        }
    }

    VersionName next() {
        return new VersionName(time.plusSeconds(1));
    }

    @Override
    public int compareTo(VersionName other) {
        return time.compareTo(other.time);
    }

    @Override
    public String toString() {
        return FORMAT.format(time);
    }
}
