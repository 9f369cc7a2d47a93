package io.recoflow.runtime.declaration;

import java.util.List;

/**
 * A table of DynamoDB that a job keeps items in: the foundation makes it, and a local one is made alike.
 *
 * @param name as in {@link Access}
 * @param key the attribute, a text, by which an item is known
 * @param indexes other ways to find items; each holds whole items
 * @param expiry the attribute that may tell when an item expires, in seconds since 1970
 */
public record ItemTable(String name, String key, List<Index> indexes, String expiry) {

    public ItemTable {
        indexes = List.copyOf(indexes);
    }

    /**
     * An index of all items that have both attributes.
     *
     * @param key a text; what has the same is found together
     * @param sortKey a text, by which that is sorted
     */
    public record Index(String name, String key, String sortKey) {}
}
