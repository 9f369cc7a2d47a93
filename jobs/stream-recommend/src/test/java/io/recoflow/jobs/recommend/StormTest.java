package io.recoflow.jobs.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.jobs.recommend.archive.TableMaintenance;
import io.recoflow.serving.ServingFixture;
import io.recoflow.testkit.DuckDb;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * All that may be done to a job's tables, checkpoints and streams, in an order that chance gives, while a hundred events a
 * second come. {@code -Dstorm=24} is each {@link Fault} twice; {@code -Dslowest=1000} wants a machine that has nothing else
 * to do.
 */
final class StormTest {

    private static final int FAULTS = Integer.getInteger("storm", Fault.values().length);
    private static final long SEED = Long.getLong("seed", new Random().nextLong());

    /** Milliseconds; a build has less of the machine than a job in production. */
    private static final int SLOWEST = Integer.getInteger("slowest", 5_000);

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration TWO_RETENTIONS = Duration.ofDays(2);
    private static final Duration CALM = Duration.ofSeconds(1);

    private final ServingFixture shop;
    private final ArchivedTables archived;
    private int erasures;

    StormTest(@TempDir Path folder) {
        this.shop = new ServingFixture(TestSession.session(), folder).withPopularProducts();
        this.archived = new ArchivedTables(shop.lake());
    }

    /** What is done. Only what ends the job, or keeps a stream from it, may make answers late. */
    private enum Fault {
        OPTIMIZE,
        ALTER,
        DELETE,
        VACUUM,
        ERASURE,
        SECOND_JOB,
        NO_CHECKPOINT_OF_RECOMMEND,
        NO_CHECKPOINT_OF_ARCHIVE,
        NO_CHECKPOINT_OF_DEAD_LETTERS,
        NEW_STREAM_OF_RECOMMENDATIONS,
        NEW_STREAM_OF_ACTIVITY,
        LAKE_AWAY_FOR_TWO_RETENTIONS
    }

    @Test
    @EnabledIfSystemProperty(named = "storm", matches = "\\d+", disabledReason = "It takes minutes")
    void whateverIsDoneEveryEventIsAnsweredInTimeAndStoredOnce() throws Exception {
        System.out.printf("StormTest: -Dstorm=%d -Dslowest=%d -Dseed=%d%n", FAULTS, SLOWEST, SEED);
        shop.publishModel();
        try (ActivityStreams streams = ActivityStreams.start();
                StormedShop storm = new StormedShop(shop, streams, SLOWEST)) {
            storm.awaitStored();
            for (Fault fault : faults()) {
                System.out.println("StormTest: " + fault);
                act(fault, storm);
                storm.restartIfEnded("after " + fault);
                // Some of the traffic is to come to a job that nothing happens to.
                Thread.sleep(CALM.toMillis());
            }
            storm.closeShop();
            storm.awaitStored();
            storm.job().await(() -> archived.counted() >= storm.sent().size());
            check(storm);
        }
    }

    /** Each once before any comes again. */
    private static List<Fault> faults() {
        Random random = new Random(SEED);
        List<Fault> faults = new ArrayList<>();
        while (faults.size() < FAULTS) {
            List<Fault> round = new ArrayList<>(List.of(Fault.values()));
            Collections.shuffle(round, random);
            faults.addAll(round);
        }
        return faults.subList(0, FAULTS);
    }

    private void act(Fault fault, StormedShop storm) throws Exception {
        String table = "delta.`" + shop.lake() + "/recommendations`";
        switch (fault) {
            case OPTIMIZE -> {
                ArchivedTables.execute("OPTIMIZE " + table);
                ArchivedTables.execute("OPTIMIZE delta.`" + shop.lake() + "/activity_counts`");
            }
            case ALTER ->
                ArchivedTables.execute(
                        "ALTER TABLE " + table + " SET TBLPROPERTIES ('delta.logRetentionDuration' = 'interval "
                                + (30 + storm.pauses().size()) + " days')");
            case DELETE -> {
                archived.addRowThatMustGo();
                ArchivedTables.execute("DELETE FROM " + table + " WHERE event_id = '" + ArchivedTables.GONE + "'");
            }
            case VACUUM -> ArchivedTables.execute("VACUUM " + table + " RETAIN 1 HOURS");
            case ERASURE -> erase(storm);
            case SECOND_JOB -> secondJob(storm);
            case NO_CHECKPOINT_OF_RECOMMEND -> lose("recommend", storm);
            case NO_CHECKPOINT_OF_ARCHIVE -> lose("archive", storm);
            case NO_CHECKPOINT_OF_DEAD_LETTERS -> lose("dead-letters", storm);
            case NEW_STREAM_OF_RECOMMENDATIONS -> newStreamOfRecommendations(storm);
            case NEW_STREAM_OF_ACTIVITY -> newStreamOfActivity(storm);
            case LAKE_AWAY_FOR_TWO_RETENTIONS -> lakeAway(storm);
        }
    }

    private void erase(StormedShop storm) throws Exception {
        String session = "erased-" + ++erasures;
        storm.streams()
                .put(IntStream.range(0, 20)
                        .mapToObj(
                                i -> "{\"event_id\":\"" + session + "-" + i + "\",\"session_id\":\"" + session + "\"}")
                        .toArray(String[]::new));
        RunningJob erasure = RunningJob.erase(shop, "--session-id", session);
        assertThat(erasure.exitCode()).as(erasure.said()).isZero();
    }

    private void secondJob(StormedShop storm) throws Exception {
        List<String> arguments = new ArrayList<>(RunningJob.arguments(storm.streams(), shop));
        arguments.set(arguments.indexOf("--checkpoints") + 1, shop.folder("checkpoints-" + System.nanoTime()));
        arguments.set(arguments.indexOf("--starting-position") + 1, "LATEST");
        try (RunningJob second = RunningJob.start(arguments)) {
            int before = storm.sent().size();
            second.await(
                    () -> second.said().contains("Answering ") && storm.sent().size() > before + 3 * StormedShop.RATE);
        }
    }

    /** While the job runs; where the job ends of it, a scheduler starts it again. */
    private void lose(String query, StormedShop storm) throws Exception {
        boolean essential = query.equals("recommend");
        StormedShop.Deed lose = () -> {
            Awaitility.await().ignoreExceptions().until(() -> {
                storm.checkpoints().lose(query);
                return true;
            });
            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() -> storm.hasEnded() || storm.checkpoints().has(query));
            storm.restartIfEnded("without the checkpoint of " + query);
        };
        if (essential) {
            storm.pause("without the checkpoint of " + query, lose);
        } else {
            lose.run();
            assertThat(storm.hasEnded()).as(storm.job().said()).isFalse();
        }
    }

    /** What its page says is done: the positions of the old stream go. */
    private void newStreamOfRecommendations(StormedShop storm) throws Exception {
        storm.inSilence("a new stream of recommendations", () -> {
            storm.streams().makeAnew(ActivityStreams.RECOMMENDATIONS);
            storm.restart("for a new stream of recommendations", () -> storm.checkpoints()
                    .lose("archive"));
        });
    }

    private void newStreamOfActivity(StormedShop storm) throws Exception {
        storm.inSilence("a new stream of activity", () -> {
            storm.streams().makeAnew(ActivityStreams.ACTIVITY);
            storm.restart("for a new stream of activity", () -> {
                storm.checkpoints().lose("recommend");
                storm.checkpoints().lose("dead-letters");
            });
        });
    }

    private void lakeAway(StormedShop storm) throws Exception {
        Path table = Path.of(URI.create(shop.lake() + "/recommendations"));
        Path away = table.resolveSibling("away");
        Files.move(table, away);
        Files.writeString(table, "in the way of the table");
        storm.job().await(() -> RunningJob.gauges("waitingQueries").sum() == 1);
        storm.checkpoints().age("archive", TWO_RETENTIONS);
        Files.delete(table);
        Files.move(away, table);
        storm.job().await(() -> RunningJob.gauges("parkedQueries").sum() == 1);
        storm.restart("to go on behind what has expired", () -> {}, "--fail-on-data-loss", "false");
        storm.awaitStored();
    }

    private void check(StormedShop storm) {
        int sent = storm.sent().size();
        ArchivedTables.maintain(
                shop.lake(), new TableMaintenance.Retention(Duration.ofDays(400), Duration.ofDays(400), Duration.ZERO));
        // By a reader that knows nothing of Delta: all files are the table's by now.
        assertThat(DuckDb.rows("SELECT count(*), count(DISTINCT event_id) FROM " + archived.files("recommendations")))
                .as("seed %d", SEED)
                .containsExactly(sent + "|" + sent);
        assertThat(archived.rejected()).isEmpty();
        List<Row> late = archived
                .table("recommendations")
                .where("latency_ms > " + SLOWEST)
                .select("arrived_at", "latency_ms")
                .collectAsList()
                .stream()
                .filter(row -> storm.pauses().stream()
                        .noneMatch(pause -> pause.contains(row.getTimestamp(0).toInstant())))
                .toList();
        System.out.printf(
                "StormTest: %,d events, of which %,d in pauses; latency %s ms (p50, p99, most) in all; late: %d; pauses: %s%n",
                sent,
                archived.table("recommendations").select("arrived_at").collectAsList().stream()
                        .filter(row -> storm.pauses().stream()
                                .anyMatch(pause ->
                                        pause.contains(row.getTimestamp(0).toInstant())))
                        .count(),
                archived.table("recommendations")
                        .selectExpr("percentile(latency_ms, array(0.5, 0.99, 1))")
                        .head()
                        .get(0),
                late.size(),
                storm.pauses());
        assertThat(late).as("seed %d, pauses %s", SEED, storm.pauses()).isEmpty();
    }
}
