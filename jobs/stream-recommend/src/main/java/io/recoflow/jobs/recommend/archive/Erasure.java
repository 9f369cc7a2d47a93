package io.recoflow.jobs.recommend.archive;

import static org.apache.spark.sql.functions.col;

import io.recoflow.lake.hourly.HourlyTable;
import io.recoflow.shop.activity.RejectedActivity;
import io.recoflow.shop.recommendation.Recommendation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * Erases what a shopper did from the tables, beside a job that goes on storing. A batch that was begun before may still
 * store some of it, so the tables are looked through until nothing is found.
 */
public final class Erasure {

    private static final int MOST_LOOKS = 10;

    private final ArchiveTables tables;
    private final Duration pause;

    /** @param pause between two looks: a batch that was begun should be over */
    public Erasure(ArchiveTables tables, Duration pause) {
        this.tables = tables;
        this.pause = pause;
    }

    /**
     * Who is to be erased; at least one is given.
     *
     * @param sessionId of which all goes, whosoever it was
     */
    public record Shopper(Optional<Integer> customerNumber, Optional<String> sessionId) {}

    /**
     * What was erased, or would be.
     *
     * @param sessions of the customer, as the tables know them; the one that was given is not among them
     * @param rows by table
     */
    public record Outcome(int sessions, Map<String, Long> rows) {}

    /** What {@link #erase} would find now. */
    public Outcome find(Shopper shopper, Instant now) {
        List<Erased> list = list(shopper, now);
        return new Outcome(sessionsOf(list), found(new ErasedShoppers(list)));
    }

    private Map<String, Long> found(ErasedShoppers erased) {
        Map<String, Long> rows = new LinkedHashMap<>();
        rows.put(Recommendation.TABLE, count(tables.recommendations(), erased.haveActed()));
        rows.put(RejectedActivity.TABLE, count(tables.rejected(), erased.areNamed()));
        return rows;
    }

    private static long count(HourlyTable table, Column condition) {
        return table.exists() ? table.read().where(condition).count() : 0;
    }

    /**
     * Erases.
     *
     * @param now what arrives later is kept
     */
    public Outcome erase(Shopper shopper, Instant now) throws InterruptedException {
        List<Erased> list = list(shopper, now);
        ErasedShoppers erased = new ErasedShoppers(list);
        Map<String, Long> found = found(erased);
        // First, so that what is deleted does not come back.
        tables.erasures().add(list);
        Map<String, Long> rows = new LinkedHashMap<>();
        for (int look = 1; look <= MOST_LOOKS; look++) {
            long recommendations = tables.recommendations().delete(erased.haveActed());
            long rejected = tables.rejected().delete(erased.areNamed());
            rows.merge(Recommendation.TABLE, recommendations, Long::sum);
            rows.merge(RejectedActivity.TABLE, rejected, Long::sum);
            if (look > 1 && recommendations + rejected == 0) {
                break;
            }
            Thread.sleep(pause.toMillis());
        }
        // The job that is amid a batch erases, too, once it sees the list, and may come first.
        found.forEach((table, count) -> rows.merge(table, count, Math::max));
        return new Outcome(sessionsOf(list), rows);
    }

    private List<Erased> list(Shopper shopper, Instant now) {
        List<Erased> list = new ArrayList<>();
        shopper.sessionId().ifPresent(session -> list.add(new Erased(now, null, session)));
        shopper.customerNumber().ifPresent(customer -> {
            list.add(new Erased(now, customer, null));
            sessions(customer).forEach(session -> list.add(new Erased(now, customer, session)));
        });
        return list;
    }

    private static int sessionsOf(List<Erased> list) {
        return (int) list.stream()
                .filter(each -> each.customerNumber() != null && each.sessionId() != null)
                .count();
    }

    private List<String> sessions(int customer) {
        return tables.recommendations().exists()
                ? tables
                        .recommendations()
                        .read()
                        .where(col("customer_number")
                                .equalTo(customer)
                                .and(col("session_id").isNotNull()))
                        .select("session_id")
                        .distinct()
                        .collectAsList()
                        .stream()
                        .map((Row row) -> row.getString(0))
                        .toList()
                : List.of();
    }
}
