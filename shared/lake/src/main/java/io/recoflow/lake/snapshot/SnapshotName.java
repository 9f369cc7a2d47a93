package io.recoflow.lake.snapshot;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A snapshot's name, which is the second (UTC) in which it was begun: {@code 20261120T080000Z}. Names sort by time.
 *
 * @param time to the second
 */
public record SnapshotName(Instant time) implements Comparable<SnapshotName> {

    private static final String FOLDER_PREFIX = "snapshot=";
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    public SnapshotName {
        time = time.truncatedTo(ChronoUnit.SECONDS);
    }

    /** The name in a folder's name, or empty where the folder is no snapshot. */
    static Optional<SnapshotName> ofFolder(String folder) {
        if (!folder.startsWith(FOLDER_PREFIX)) {
            return Optional.empty();
        }
        try {
            String text = folder.substring(FOLDER_PREFIX.length());
            SnapshotName name = new SnapshotName(FORMAT.parse(text, Instant::from));
            // The format also reads February 30th and 24:00, as other times.
            return Optional.of(name).filter(read -> read.toString().equals(text));
        } catch (java.time.DateTimeException notAName) {
            return Optional.empty();
        }
    }

    /** The folder below the dataset: {@code snapshot=20261120T080000Z}. */
    public String folder() {
        return FOLDER_PREFIX + this;
    }

    SnapshotName next() {
        return new SnapshotName(time.plusSeconds(1));
    }

    @Override
    public int compareTo(SnapshotName other) {
        return time.compareTo(other.time);
    }

    @Override
    public String toString() {
        return FORMAT.format(time);
    }
}
