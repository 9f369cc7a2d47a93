package io.recoflow.jobs.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.jobs.recommend.archive.TableMaintenance;
import io.recoflow.serving.ServingFixture;
import io.recoflow.testkit.DuckDb;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shoppers who want to be forgotten, and rows that are too old. */
final class ErasureTest {

    private static final List<String> ERASED = List.of(
            "{\"event_id\":\"a1\",\"session_id\":\"mine\",\"city\":\"Paris\"}",
            "{\"event_id\":\"a2\",\"session_id\":\"mine\",\"customer_number\":478}",
            "{\"event_id\":\"a3\",\"customer_number\":478}",
            "{\"event_id\":\"a4\",\"session_id\":\"naïve, \",\"customer_number\":478}");

    /** None of them is an event. */
    private static final List<String> ERASED_BYTES = List.of(
            "{\"event_type\":7,\"customer_number\":\"0478\"",
            "{\"customerNumber\" : 478, \"browse_history\": [",
            "session_id=mine&page=3",
            "x\u0000{\u0000\"\u0000s\u0000e\u0000s\u0000s\u0000i\u0000o\u0000n\u0000_\u0000i\u0000d\u0000\"\u0000:\u0000\"\u0000m\u0000i\u0000n\u0000e\u0000\"\u0000");

    private static final List<String> KEPT = List.of(
            "{\"event_id\":\"k1\",\"session_id\":\"other\",\"customer_number\":4780}",
            "{\"event_id\":\"k2\",\"session_id\":\"mine\",\"customer_number\":5}",
            "{\"event_id\":\"k3\",\"session_id\":\"mine2\",\"city\":\"478\"}");

    private static final List<String> KEPT_BYTES =
            List.of("{\"event_type\":7,\"customer_number\":4781", "{\"session_id\":\"mine2\",", "quantity 478");

    private final ServingFixture shop;
    private final ArchivedTables archived;

    ErasureTest(@TempDir Path folder) {
        this.shop = new ServingFixture(TestSession.session(), folder).withPopularProducts();
        this.archived = new ArchivedTables(shop.lake());
    }

    @Test
    void aShopperIsErasedBesideTheRunningJobAndDoesNotComeBack() throws Exception {
        List<String> all = new ArrayList<>(ERASED);
        List.of(ERASED_BYTES, KEPT, KEPT_BYTES).forEach(all::addAll);
        int kept = KEPT.size();
        ScheduledExecutorService others = Executors.newSingleThreadScheduledExecutor();
        AtomicInteger sent = new AtomicInteger();
        try (ActivityStreams streams = ActivityStreams.start()) {
            try (RunningJob job = RunningJob.start(streams, shop)) {
                streams.put(all.toArray(String[]::new));
                job.await(() -> archived.recommendations() == ERASED.size() + kept
                        && archived.rows("activity_rejected") == ERASED_BYTES.size() + KEPT_BYTES.size()
                        && archived.counted() == all.size());
                var unused = others.scheduleAtFixedRate(
                        () -> {
                            int next = sent.getAndIncrement();
                            streams.put(ActivityStreams.events(next, next + 1));
                        },
                        0,
                        50,
                        TimeUnit.MILLISECONDS);

                RunningJob dry = RunningJob.erase(shop, "--customer-number", "478", "--dry-run");
                assertThat(dry.exitCode()).as(dry.said()).isZero();
                assertThat(dry.said()).containsPattern("recommendations +4").contains("nothing was erased");
                RunningJob erasure = RunningJob.erase(shop, "--customer-number", "478");
                assertThat(erasure.exitCode()).as(erasure.said()).isZero();

                assertThat(erasure.said())
                        .containsPattern("recommendations +" + ERASED.size())
                        .containsPattern("activity_rejected +" + ERASED_BYTES.size())
                        .contains("2 sessions of the customer are known")
                        .doesNotContain("478");
                others.shutdown();
                assertThat(others.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
                job.await(() -> archived.recommendations() == kept + sent.get());
                assertThat(job.said()).doesNotContain("ended: ");
            }
            // What the streams hold is read again.
            for (String query : List.of("archive", "dead-letters")) {
                Checkpoints.of(shop).lose(query);
            }
            try (RunningJob job = RunningJob.start(streams, shop)) {
                String again = "{\"event_id\":\"back\",\"customer_number\":478}";
                streams.put(again, "customer_number 478 is back");
                job.await(() -> archived.recommendations() == kept + sent.get() + 1
                        && archived.rows("activity_rejected") == KEPT_BYTES.size() + 1
                        && archived.counted() == 2 * (all.size() + sent.get()) + 2);
            }
        }
        archived.assertDistinct(kept + sent.get() + 1);
        assertThat(archived.table("recommendations")
                        .where("event_id RLIKE '^a'")
                        .count())
                .isZero();
        assertThat(archived.table("recommendations")
                        .where("event_id RLIKE '^k|back'")
                        .count())
                .isEqualTo(kept + 1);
        assertGoneFromTheFilesToo(kept + sent.get() + 1);
    }

    /** By a reader that does not know Delta's log. */
    private void assertGoneFromTheFilesToo(int rows) {
        maintain(Duration.ofDays(400));
        String files = archived.files("recommendations");
        assertThat(DuckDb.number("SELECT count(*) FROM " + files + " WHERE event_id LIKE 'a%'"))
                .isZero();
        assertThat(DuckDb.number("SELECT count(*) FROM " + files)).isEqualTo(rows);
        assertThat(DuckDb.number("SELECT count(*) FROM " + archived.files("activity_rejected")))
                .isEqualTo(KEPT_BYTES.size() + 1);
    }

    private void maintain(Duration rows) {
        ArchivedTables.maintain(shop.lake(), new TableMaintenance.Retention(rows, rows, Duration.ZERO));
    }

    @Test
    void aSessionIsErasedWhosoeverItWas() throws Exception {
        try (ActivityStreams streams = ActivityStreams.start();
                RunningJob job = RunningJob.start(streams, shop)) {
            streams.put(KEPT.toArray(String[]::new));
            job.await(() -> archived.recommendations() == KEPT.size());

            RunningJob erasure = RunningJob.erase(shop, "--session-id", "mine");

            assertThat(erasure.exitCode()).as(erasure.said()).isZero();
            assertThat(erasure.said()).containsPattern("recommendations +1");
            assertThat(archived.table("recommendations")
                            .where("session_id = 'mine'")
                            .count())
                    .isZero();
            archived.assertDistinct(KEPT.size() - 1);
        }
    }

    @Test
    void hoursThatAreTooOldGoWhileTheJobRuns() throws Exception {
        try (ActivityStreams streams = ActivityStreams.start()) {
            try (RunningJob job = RunningJob.start(streams, shop)) {
                streams.put(ActivityStreams.events(0, 5));
                job.await(() -> archived.recommendations() == 5);
            }
            dated(Duration.ofDays(31));
            dated(Duration.ofDays(29));
            List<String> arguments = new ArrayList<>(RunningJob.arguments(streams, shop));
            arguments.addAll(List.of("--keep-days", "30"));
            TableMaintenance.Rhythm often = new TableMaintenance.Rhythm(Duration.ofSeconds(1), Duration.ofSeconds(1));
            try (RunningJob job = RunningJob.start(arguments, often)) {
                job.await(() -> archived.recommendations() == 10);
                streams.put(ActivityStreams.events(5, 10));
                job.await(() -> archived.recommendations() == 15);
                assertThat(job.said()).doesNotContain("could not be deleted");
            }
        }
        assertThat(archived.table("recommendations")
                        .where("event_id LIKE 'old31%'")
                        .count())
                .isZero();
    }

    /** The rows once more, as if they had arrived so long ago. */
    private void dated(Duration age) {
        Instant then = Instant.now().minus(age);
        var time = functions.lit(Timestamp.from(then));
        var rows = archived.table("recommendations").where("event_id LIKE 'e%'").limit(5);
        var dated = rows.withColumn("arrived_at", time)
                .withColumn(
                        "event_id", functions.concat(functions.lit("old" + age.toDays()), functions.col("event_id")))
                .withColumn("year", functions.year(time))
                .withColumn("month", functions.month(time))
                .withColumn("day", functions.dayofmonth(time))
                .withColumn("hour", functions.hour(time));
        TestSession.session()
                .createDataFrame(dated.collectAsList(), rows.schema())
                .write()
                .format("delta")
                .mode("append")
                .save(shop.lake() + "/recommendations");
    }
}
