package io.recoflow.local.tour;

import io.recoflow.runtime.report.Table;
import io.recoflow.shop.activity.ActivityOutcome;
import io.recoflow.shop.activity.RejectedActivity;
import io.recoflow.shop.recommendation.Recommendation;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;

/** Shows what the streaming job has stored, and that nothing is missing. */
final class ArchiveTour {
    private final Archive archive;
    private final PrintStream out;

    ArchiveTour(Archive archive, PrintStream out) {
        this.archive = archive;
        this.out = out;
    }

    /**
     * @param events records that the activity stream took
     * @param repeatedRequests how many requests may have put their records twice
     * @throws DemoException when an event is missing or there is one too many
     */
    void show(long events, long repeatedRequests) throws SQLException {
        out.println();
        out.println("The hours of recommendations in the lake (read by DuckDB, from the Delta log's live files):");
        Table hours = Table.columns("hour (UTC)", "rows", "files", "bytes");
        for (Archive.Hour hour : archive.hours(Recommendation.TABLE)) {
            hours.row(hour.folder(), grouped(hour.rows()), grouped(hour.files()), grouped(hour.bytes()));
        }
        out.println(hours.text());
        out.println();
        show("rejected because of", archive.rejected());
        out.println();
        show("outcome", archive.outcomes());
        out.println();
        long recommended = archive.rows(Recommendation.TABLE);
        long rejected = archive.rows(RejectedActivity.TABLE);
        long dropped = archive.outcomes().getOrDefault(ActivityOutcome.DROPPED.code(), 0L);
        boolean holds = events == recommended + rejected + dropped;
        String equation = grouped(events) + " events in " + (holds ? "=" : "≠") + " " + grouped(recommended)
                + " recommended + " + grouped(rejected) + " rejected + " + grouped(dropped) + " dropped";
        if (!holds) {
            throw new DemoException("the lake does not add up: " + equation + "; " + repeatedRequests
                    + " requests were sent again, so their records may be there twice");
        }
        out.println(equation + " (with the warm-up)");
    }

    private void show(String key, Map<String, Long> counts) {
        Table table = Table.columns(key, "events");
        counts.forEach((value, count) -> table.row(value, grouped(count)));
        out.println(table.text());
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
