package io.recoflow.jobs.recommend.monitoring;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * Counts since the job started, or since some moment. Mutable, and safe for concurrent callers: the thread that reports
 * a task's statistics is not the task's.
 */
public final class ServingStatistics implements Serializable {

    private static final long serialVersionUID = 1;

    /** Of a latency: what is within 1 % of it counts as the same. */
    private static final int DIGITS = 2;

    private final Map<String, Long> servedBy = new TreeMap<>();
    private final Map<String, Long> reasons = new TreeMap<>();
    private final Map<String, Long> rejected = new TreeMap<>();
    private final Map<String, String> modelFailures = new TreeMap<>();
    private final Histogram latencies = new Histogram(DIGITS);
    private long dropped;
    private long lastLatencyMillis;
    private long lastArrivalMillis;

    synchronized void answered(String by, String reason, long arrivalMillis, long latencyMillis) {
        servedBy.merge(by, 1L, Long::sum);
        if (!reason.isEmpty()) {
            reasons.merge(reason, 1L, Long::sum);
        }
        lastLatencyMillis = Math.max(0, latencyMillis);
        latencies.recordValue(lastLatencyMillis);
        lastArrivalMillis = Math.max(lastArrivalMillis, arrivalMillis);
    }

    /** Nobody waited, so that it tells nothing of how soon others are answered. */
    synchronized void expired(String reason) {
        reasons.merge(reason, 1L, Long::sum);
    }

    synchronized void rejected(String reason) {
        rejected.merge(reason, 1L, Long::sum);
    }

    synchronized void modelFailed(String version, String cause) {
        modelFailures.putIfAbsent(version, cause);
    }

    synchronized void dropped() {
        dropped++;
    }

    synchronized void add(ServingStatistics others) {
        synchronized (others) {
            others.servedBy.forEach((key, count) -> servedBy.merge(key, count, Long::sum));
            others.reasons.forEach((key, count) -> reasons.merge(key, count, Long::sum));
            others.rejected.forEach((key, count) -> rejected.merge(key, count, Long::sum));
            others.modelFailures.forEach(modelFailures::putIfAbsent);
            latencies.add(others.latencies);
            dropped += others.dropped;
            lastArrivalMillis = Math.max(lastArrivalMillis, others.lastArrivalMillis);
            lastLatencyMillis = others.latencies.getTotalCount() == 0 ? lastLatencyMillis : others.lastLatencyMillis;
        }
    }

    synchronized ServingStatistics copy() {
        ServingStatistics copy = new ServingStatistics();
        copy.add(this);
        return copy;
    }

    /** What came on top of earlier ones. */
    synchronized ServingStatistics since(ServingStatistics earlier) {
        ServingStatistics difference = copy();
        synchronized (earlier) {
            subtract(difference.servedBy, earlier.servedBy);
            subtract(difference.reasons, earlier.reasons);
            subtract(difference.rejected, earlier.rejected);
            difference.latencies.subtract(earlier.latencies);
            difference.dropped -= earlier.dropped;
        }
        return difference;
    }

    public synchronized long answered() {
        return latencies.getTotalCount();
    }

    /** Answers by {@code served_by}. */
    public synchronized Map<String, Long> servedBy() {
        return Map.copyOf(servedBy);
    }

    /** Answers that are not all the model's, by reason. */
    public synchronized Map<String, Long> reasons() {
        return new TreeMap<>(reasons);
    }

    /** Records that are no events, by reason. */
    public synchronized Map<String, Long> rejected() {
        return new TreeMap<>(rejected);
    }

    /** Why a model failed on an event for the first time, by its version. */
    public synchronized Map<String, String> modelFailures() {
        return Map.copyOf(modelFailures);
    }

    /** Events of other types. */
    public synchronized long droppedEvents() {
        return dropped;
    }

    /** From arrival to answer; 0 where nothing was answered. */
    public synchronized long latencyMillis(double percentile) {
        return latencies.getTotalCount() == 0 ? 0 : latencies.getValueAtPercentile(percentile);
    }

    /** How old the last event was when it was answered. */
    public synchronized long lagMillis() {
        return lastLatencyMillis;
    }

    /** When the newest event arrived that was answered; long ago where nothing was. */
    public synchronized Instant lastArrival() {
        return Instant.ofEpochMilli(lastArrivalMillis);
    }

    synchronized boolean isEmpty() {
        return latencies.getTotalCount() == 0 && reasons.isEmpty() && rejected.isEmpty() && dropped == 0;
    }

    private static void subtract(Map<String, Long> from, Map<String, Long> counts) {
        counts.forEach((key, count) -> from.merge(key, -count, Long::sum));
        from.values().removeIf(count -> count == 0);
    }

    private synchronized void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
    }
}
