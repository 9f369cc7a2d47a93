package io.recoflow.database;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How many rows each key has, in the keys' order; 16 bytes a key that is a whole number, so that millions of them fit, and
 * about 80 for any other.
 */
final class KeyCounts {

    private long[] keys = new long[1024];
    private final List<String> literals = new ArrayList<>();
    private long[] rows = new long[1024];
    private int size;
    private long nulls;
    private long total;

    /** A key that is a whole number; all keys are, or none. */
    void add(long key, long count) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
        }
        keys[size] = key;
        addRows(count);
    }

    /** A key as an SQL literal; all keys are such, or none. */
    void add(String literal, long count) {
        literals.add(literal);
        addRows(count);
    }

    void addNulls(long count) {
        nulls += count;
        total += count;
    }

    int size() {
        return size;
    }

    /** A key as an SQL literal. */
    String literal(int index) {
        return literals.isEmpty() ? String.valueOf(keys[index]) : literals.get(index);
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

    private void addRows(long count) {
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, size * 2);
        }
        rows[size] = count;
        size++;
        total += count;
    }
}
