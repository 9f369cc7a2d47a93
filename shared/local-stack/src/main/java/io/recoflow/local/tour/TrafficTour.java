package io.recoflow.local.tour;

import io.recoflow.local.activity.SentRecords;
import io.recoflow.local.platformclient.PlatformStatistics;
import io.recoflow.runtime.report.Table;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Shows what visitors sent and what came back, as the shop's platform saw it. */
final class TrafficTour {
    private final PrintStream out;

    TrafficTour(PrintStream out) {
        this.out = out;
    }

    void show(SentRecords sent, PlatformStatistics received) {
        PlatformStatistics.Latency latency = received.latency();
        out.println();
        out.println("What the shop's platform saw:");
        out.println(Table.columns("events", "number")
                .row("sent", grouped(sent.total()))
                .row("sent, of activity", grouped(sent.activity()))
                .row("sent, malformed", grouped(sent.malformed()))
                .row("sent, of other types", grouped(sent.otherTypes()))
                .row("answered", grouped(received.events()))
                .row("answered twice", grouped(received.duplicates()))
                .row("answered without an item", grouped(received.emptyAnswers()))
                .text());
        out.println("From an event to its answer: " + millis(latency.p50()) + " (p50), " + millis(latency.p99())
                + " (p99).");
        out.println();
        show("served by", received.byServedBy());
        out.println();
        show("reason", received.byReason());
    }

    private void show(String what, Map<String, Long> counts) {
        Table table = Table.columns(what, "answers");
        if (counts.isEmpty()) {
            table.row("none", "0");
        }
        new TreeMap<>(counts).forEach((value, count) -> table.row(value, grouped(count)));
        out.println(table.text());
    }

    private static String millis(long micros) {
        return grouped((micros + 500) / 1_000) + " ms";
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
