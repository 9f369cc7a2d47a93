package io.recoflow.local.platformclient;

import io.recoflow.local.platformclient.PlatformStatistics.Latency;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What was received, counted. Thread-safe. */
final class Receipts {
    private static final int DIGITS = 3;

    private final int rememberedSessions;
    private final EventIds answered = new EventIds();
    private final Map<String, List<String>> sessions = new HashMap<>();
    private final Histogram latencies = new Histogram(DIGITS);
    private final Map<String, Long> byServedBy = new TreeMap<>();
    private final Map<String, Long> byReason = new TreeMap<>();
    private long answers;
    private long events;
    private long emptyAnswers;
    private long unreadable;
    private long failedReads;

    Receipts(int rememberedSessions) {
        this.rememberedSessions = rememberedSessions;
    }

    synchronized void add(Answer answer, Instant received) {
        answers++;
        if (answered.add(answer.eventId())) {
            events++;
        }
        if (answer.items() == Answer.Items.NONE) {
            emptyAnswers++;
        }
        if (answer.eventTime() != null) {
            // Clocks of two machines differ, so an answer may come before its event.
            latencies.recordValue(Math.max(0, answer.eventTime().until(received, ChronoUnit.MICROS)));
        }
        if (answer.servedBy() != null) {
            byServedBy.merge(answer.servedBy(), 1L, Long::sum);
        }
        if (answer.reason() != null) {
            byReason.merge(answer.reason(), 1L, Long::sum);
        }
        remember(answer);
    }

    synchronized void addUnreadable() {
        unreadable++;
    }

    synchronized void addFailedRead() {
        failedReads++;
    }

    /** Counts from zero again; it stays known which events were answered, and what was remembered. */
    synchronized void reset() {
        answers = 0;
        events = 0;
        emptyAnswers = 0;
        unreadable = 0;
        failedReads = 0;
        latencies.reset();
        byServedBy.clear();
        byReason.clear();
    }

    synchronized PlatformStatistics statistics() {
        return new PlatformStatistics(
                answers,
                events,
                answers - events,
                emptyAnswers,
                unreadable,
                failedReads,
                new Latency(
                        latencies.getTotalCount(),
                        latencies.getValueAtPercentile(50),
                        latencies.getValueAtPercentile(90),
                        latencies.getValueAtPercentile(99),
                        latencies.getMaxValue()),
                Map.copyOf(byServedBy),
                Map.copyOf(byReason));
    }

    synchronized long events() {
        return events;
    }

    boolean haveAnswered(Set<String> eventIds) {
        return answered.containsAll(eventIds);
    }

    synchronized Set<String> sessions() {
        return Set.copyOf(sessions.keySet());
    }

    synchronized List<String> answers(String sessionId) {
        return List.copyOf(sessions.getOrDefault(sessionId, List.of()));
    }

    private void remember(Answer answer) {
        String session = answer.sessionId();
        if (session != null && (sessions.containsKey(session) || sessions.size() < rememberedSessions)) {
            sessions.computeIfAbsent(session, id -> new ArrayList<>()).add(answer.json());
        }
    }
}
