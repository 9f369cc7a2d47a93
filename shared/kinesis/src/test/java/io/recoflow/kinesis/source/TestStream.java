package io.recoflow.kinesis.source;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A stream that a test fills and reshards. Record number n has the key {@code key<n % 40>} and its number as data. */
interface TestStream extends AutoCloseable {

    int KEYS = 40;

    /** What the source needs to read it. */
    Map<String, String> options();

    void put(List<Integer> numbers);

    /** In order of their hash keys. */
    List<String> openShards();

    /** Returns when the children take records. */
    void split(String shardId);

    /** Returns when the child takes records. */
    void merge(String shardId, String adjacentShardId);

    default void put(int from, int to) {
        put(IntStream.range(from, to).boxed().toList());
    }

    static String key(int number) {
        return "key" + number % KEYS;
    }

    @Override
    void close();
}
