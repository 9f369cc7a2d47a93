package io.recoflow.catalog;

import java.util.Collection;
import java.util.List;

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
                .filter(value -> value.matches("-?[0-9]{1,18}"))
                .map(Long::valueOf)
                .sorted()
                .toList();
        return values.isEmpty()
                ? new PartitionRange(0, 0)
                : new PartitionRange(values.get(0), values.get(values.size() - 1));
    }
}
