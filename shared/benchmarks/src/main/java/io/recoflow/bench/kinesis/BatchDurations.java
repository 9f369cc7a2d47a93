package io.recoflow.bench.kinesis;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.streaming.StreamingQueryProgress;

/** Where the time of a query's batches went, as Spark tells it, for whoever looks for latency. */
final class BatchDurations {

    private BatchDurations() {}

    /** Medians of the batches with records, by part, in milliseconds. */
    static String text(StreamingQueryProgress[] batches) {
        StreamingQueryProgress[] withRecords =
                Arrays.stream(batches).filter(batch -> batch.numInputRows() > 0).toArray(StreamingQueryProgress[]::new);
        Map<String, String> medians = Arrays.stream(withRecords)
                .flatMap(batch -> batch.durationMs().entrySet().stream())
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey,
                        TreeMap::new,
                        Collectors.collectingAndThen(
                                Collectors.mapping(Map.Entry::getValue, Collectors.toList()),
                                durations -> durations.stream()
                                        .sorted()
                                        .skip(durations.size() / 2)
                                        .findFirst()
                                        .map(String::valueOf)
                                        .orElse(""))));
        return "  median ms of the last " + withRecords.length + " batches: " + medians;
    }
}
