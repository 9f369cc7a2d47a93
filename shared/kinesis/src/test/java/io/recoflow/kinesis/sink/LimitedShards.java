package io.recoflow.kinesis.sink;

import io.recoflow.kinesis.client.OutgoingRecord;
import io.recoflow.kinesis.client.PutOutcome;
import io.recoflow.kinesis.client.Shard;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.DigestUtils;

/** Shards of one width that answer like Kinesis: after a while, and with refusals where one takes no more records. */
final class LimitedShards implements ScriptedStream.Answer {

    private static final int LATENCY_MILLIS = 10;
    private static final BigInteger KEYS = BigInteger.ONE.shiftLeft(128);

    /** A shard takes at once what it would take in this time. */
    private static final double BURST_SECONDS = 0.1;

    private final Executor later = CompletableFuture.delayedExecutor(LATENCY_MILLIS, TimeUnit.MILLISECONDS);
    private final BigInteger width;
    private final int count;
    private final Map<Integer, Bucket> buckets = new HashMap<>();
    private final Map<String, Long> storedNanos = new HashMap<>();
    private int refused;

    private LimitedShards(int count) {
        this.count = count;
        this.width = KEYS.divide(BigInteger.valueOf(count));
    }

    /** @param count a power of 2 */
    static LimitedShards of(int count) {
        return new LimitedShards(count);
    }

    List<Shard> list() {
        return IntStream.range(0, count)
                .mapToObj(shard -> new Shard(
                        "shard-" + shard,
                        List.of(),
                        width.multiply(BigInteger.valueOf(shard)),
                        width.multiply(BigInteger.valueOf(shard + 1L)).subtract(BigInteger.ONE)))
                .toList();
    }

    int shardOf(String partitionKey) {
        return new BigInteger(1, DigestUtils.md5(partitionKey)).divide(width).intValue();
    }

    /** From now on a shard takes so many records a second. */
    synchronized void limit(int shard, double recordsPerSecond) {
        buckets.put(shard, new Bucket(recordsPerSecond));
    }

    /** From now on all shards take everything. */
    synchronized void unlimit() {
        buckets.clear();
    }

    /** How many entries were refused, each as often as it was. */
    synchronized int refused() {
        return refused;
    }

    /** When each record was stored first, by its key and {@link System#nanoTime}. */
    synchronized Map<String, Long> storedNanos() {
        return Map.copyOf(storedNanos);
    }

    @Override
    public CompletableFuture<List<PutOutcome>> to(List<OutgoingRecord> request) {
        return CompletableFuture.supplyAsync(() -> answer(request), later);
    }

    private synchronized List<PutOutcome> answer(List<OutgoingRecord> request) {
        long now = System.nanoTime();
        return request.stream().map(record -> outcome(record, now)).toList();
    }

    private PutOutcome outcome(OutgoingRecord record, long now) {
        Bucket bucket = buckets.get(shardOf(record.partitionKey()));
        if (bucket != null && !bucket.takes(now)) {
            refused++;
            return Outcomes.throttled();
        }
        storedNanos.putIfAbsent(record.partitionKey(), now);
        return Outcomes.stored();
    }

    private static final class Bucket {

        private final double perSecond;
        private double free;
        private long lastNanos = System.nanoTime();

        Bucket(double perSecond) {
            this.perSecond = perSecond;
        }

        boolean takes(long now) {
            double refilled = free + (now - lastNanos) / 1e9 * perSecond;
            lastNanos = now;
            free = Math.min(Math.max(1, perSecond * BURST_SECONDS), refilled);
            if (free < 1) {
                return false;
            }
            free--;
            return true;
        }
    }
}
