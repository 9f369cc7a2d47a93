package io.recoflow.kinesis.read;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** What was read of a stream since the query started. Safe for concurrent callers. */
public final class ReadMetrics {

    private final LongAdder records = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder gaps = new LongAdder();
    private final ConcurrentMap<String, Long> millisBehindLatest = new ConcurrentHashMap<>();

    public void read(String shardId, ShardPage page) {
        records.add(page.records().size());
        bytes.add(page.records().stream()
                .mapToLong(record -> record.data().length)
                .sum());
        if (page.shardEnd()) {
            millisBehindLatest.remove(shardId);
        } else {
            millisBehindLatest.put(shardId, page.millisBehindLatest());
        }
    }

    void retried() {
        retries.increment();
    }

    /** Records expired unread, and reading goes on behind them. */
    void skippedGap() {
        gaps.increment();
    }

    /** Forgets a shard that is no longer read. */
    public void forget(String shardId) {
        millisBehindLatest.remove(shardId);
    }

    /** By name, as they stand in a query's progress. */
    public Map<String, String> byName() {
        Map<String, String> metrics = new TreeMap<>();
        metrics.put("recordsRead", String.valueOf(records.sum()));
        metrics.put("bytesRead", String.valueOf(bytes.sum()));
        metrics.put("retries", String.valueOf(retries.sum()));
        metrics.put("gapsSkipped", String.valueOf(gaps.sum()));
        Map<String, Long> behind = new TreeMap<>(millisBehindLatest);
        behind.forEach((shard, millis) -> metrics.put("millisBehindLatest." + shard, String.valueOf(millis)));
        metrics.put(
                "millisBehindLatest",
                String.valueOf(behind.values().stream()
                        .mapToLong(Long::longValue)
                        .max()
                        .orElse(0)));
        return metrics;
    }
}
