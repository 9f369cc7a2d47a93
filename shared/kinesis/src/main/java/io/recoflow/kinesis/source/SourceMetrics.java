package io.recoflow.kinesis.source;

import io.recoflow.kinesis.offset.KinesisOffset;
import io.recoflow.kinesis.read.ReadMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** What driver and tasks have read of a stream since the query started. Safe for concurrent callers. */
final class SourceMetrics implements ReadMetrics {

    /** Shards that are told of one by one: those that are furthest behind. */
    private static final int TOLD_SHARDS = 100;

    private final TaskMetrics tasks;
    private final LongAdder records = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder gaps = new LongAdder();
    private final LongAdder leftOut = new LongAdder();

    SourceMetrics(TaskMetrics tasks) {
        this.tasks = tasks;
    }

    /** What tasks note with. */
    TaskMetrics tasks() {
        return tasks;
    }

    @Override
    public void read(long moreRecords, long moreBytes) {
        records.add(moreRecords);
        bytes.add(moreBytes);
    }

    @Override
    public void retried() {
        retries.increment();
    }

    @Override
    public void skippedGap() {
        gaps.increment();
    }

    @Override
    public void leftOut(long moreRecords) {
        leftOut.add(moreRecords);
    }

    /**
     * By name, as they stand in a query's progress.
     *
     * @param read how far the shards are read. No unread record of a shard is older than it is behind
     */
    Map<String, String> byName(KinesisOffset read, Instant now) {
        Map<String, String> metrics = new TreeMap<>();
        metrics.put(
                "recordsRead", String.valueOf(records.sum() + tasks.records().value()));
        metrics.put("bytesRead", String.valueOf(bytes.sum() + tasks.bytes().value()));
        metrics.put("retries", String.valueOf(retries.sum() + tasks.retries().value()));
        metrics.put("gapsSkipped", String.valueOf(gaps.sum() + tasks.gaps().value()));
        metrics.put(
                "recordsLeftOut",
                String.valueOf(leftOut.sum() + tasks.leftOutRecords().value()));
        Map<String, Long> behind = behind(read, now);
        behind.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(TOLD_SHARDS)
                .forEach(
                        shard -> metrics.put("millisBehindLatest." + shard.getKey(), String.valueOf(shard.getValue())));
        metrics.put(
                "millisBehindLatest",
                String.valueOf(behind.values().stream()
                        .mapToLong(Long::longValue)
                        .max()
                        .orElse(0)));
        return metrics;
    }

    private static Map<String, Long> behind(KinesisOffset read, Instant now) {
        Map<String, Long> behind = new TreeMap<>();
        read.shards().forEach((shard, progress) -> {
            if (!progress.position().isEnd()) {
                behind.put(
                        shard,
                        Math.max(
                                0,
                                Duration.between(progress.completeUntil(), now).toMillis()));
            }
        });
        return behind;
    }
}
