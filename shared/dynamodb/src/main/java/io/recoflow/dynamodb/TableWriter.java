package io.recoflow.dynamodb;

import java.util.List;

/** Puts items into a table. Safe for concurrent callers, who share what the table takes. */
public interface TableWriter {

    /**
     * Puts each item unless the table has a newer one of its key, and returns when all have an outcome. Whatever order the
     * items come in, and however often, the newest of each key is what stays; one with the same order as the stored one
     * takes its place. Of items with one key in one call, any may be put first.
     *
     * <p>What is throttled or fails for a while is tried again, each item after pauses of its own, so that one that waits
     * holds up no other.
     *
     * @return an outcome for each item, in their order
     * @throws io.recoflow.runtime.failure.JobException with exit code 3 where the table is not there, may not be written, or
     *     an item was tried in vain for the whole patience; a part of the items is in the table then, and putting all
     *     again is safe
     * @throws InterruptedException where the caller is interrupted; the same holds then
     */
    List<ItemOutcome> put(List<TableItem> items) throws InterruptedException;

    /** How many puts may run at a time, by what the table took lately. */
    int concurrency();
}
