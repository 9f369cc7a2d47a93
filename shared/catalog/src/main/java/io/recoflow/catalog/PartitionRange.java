package io.recoflow.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The values of a snapshot's partition column.
 *
 * @param smallest of them
 * @param largest of them, not below the smallest
 */
public record PartitionRange(long smallest, long largest) {

    public PartitionRange {
        if (smallest > largest) {
            throw new IllegalArgumentException("A range cannot begin at " + smallest + " and end at " + largest);
        }
    }

    /**
     * The range of folders such as {@code customerNumber=103}. A folder whose value is no whole number (Hive's folder
     * for NULL) is left out; where no folder has one, the range is 0 alone, which is no folder either.
     */
    public static PartitionRange of(Collection<String> folders) {
        List<Long> values = folders.stream()
                .map(folder -> folder.substring(folder.indexOf('=') + 1))
                .flatMap(value -> wholeNumber(value).stream())
                .sorted()
                .toList();
        return values.isEmpty()
                ? new PartitionRange(0, 0)
                : new PartitionRange(values.get(0), values.get(values.size() - 1));
    }

    /** Of 64 bits, which is also as far as Athena calculates. */
    private static Optional<Long> wholeNumber(String value) {
        try {
            return Optional.of(Long.valueOf(value));
        } catch (NumberFormatException other) {
            return Optional.empty();
        }
    }
}
