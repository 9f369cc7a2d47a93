package io.recoflow.database;

import java.util.Arrays;

/** How many rows each key has, in the keys' order; 16 bytes a key, so that millions of them fit. */
final class KeyCounts {

    private long[] keys = new long[1024];
    private long[] rows = new long[1024];
    private int size;
    private long nulls;
    private long total;

    void add(long key, boolean isNull, long count) {
        total += count;
        if (isNull) {
            nulls += count;
            return;
        }
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
            rows = Arrays.copyOf(rows, size * 2);
        }
        keys[size] = key;
        rows[size] = count;
        size++;
    }

    int size() {
        return size;
    }

    long key(int index) {
        return keys[index];
    }

    long rows(int index) {
        return rows[index];
    }

    /** Rows whose key is NULL. */
    long nulls() {
        return nulls;
    }

    /** All rows, those with a NULL key too. */
    long total() {
        return total;
    }
}
