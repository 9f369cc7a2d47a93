package io.recoflow.kinesis.source;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A sink that is idempotent by batch id: a batch that comes again replaces its first form. */
final class Collector {

    private final ConcurrentSkipListMap<Long, List<Row>> batches = new ConcurrentSkipListMap<>();

    void write(Dataset<Row> batch, Long id) {
        batches.put(id, batch.collectAsList());
    }

    SortedMap<Long, List<Row>> batches() {
        return batches;
    }

    List<Row> rows() {
        return batches.values().stream().flatMap(Collection::stream).toList();
    }

    /** A batch's rows by their sequence numbers. */
    List<Row> sorted(long batch) {
        return batches.getOrDefault(batch, List.of()).stream()
                .sorted(Comparator.comparing(row -> row.<String>getAs("sequenceNumber")))
                .toList();
    }

    /** The numbers in the order in which they came, a shard's of a batch together. */
    List<Integer> numbers() {
        List<Integer> numbers = new ArrayList<>();
        rows().forEach(row -> numbers.add(number(row)));
        return numbers;
    }

    static int number(Row row) {
        return Integer.parseInt(new String(row.<byte[]>getAs("data"), StandardCharsets.UTF_8));
    }
}
