package io.recoflow.jobs.recommend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.serving.ServingFixture;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may happen to the queries that store and to their tables, while shoppers want answers. */
final class StoringQueriesTest {

    private final ServingFixture shop;
    private final ArchivedTables archived;

    StoringQueriesTest(@TempDir Path folder) {
        this.shop = new ServingFixture(TestSession.session(), folder).withPopularProducts();
        this.archived = new ArchivedTables(shop.lake());
    }

    @Test
    void aLakeThatCannotBeWrittenFromTheStartKeepsNoShopperFromAnAnswer() throws Exception {
        Path table = Path.of(URI.create(shop.lake() + "/recommendations"));
        Files.writeString(table, "in the way of the table");
        try (ActivityStreams streams = ActivityStreams.start()) {
            RunningJob job = RunningJob.start(streams, shop);
            try (job) {
                streams.put(ActivityStreams.events(0, 10));
                job.await(() -> streams.published().size() == 10);
                job.await(() -> job.said()
                        .lines()
                        .anyMatch(line -> line.startsWith("Last 10 s: ")
                                && line.contains(", 1 queries down, ")
                                && line.contains("The query archive is waiting to be started again")));
                streams.put(ActivityStreams.events(10, 20));
                job.await(() -> streams.published().size() == 20 && archived.counted() == 20);
            }
            assertThat(job.said())
                    .contains("Warning: The query archive ended: ", "It is started again in 2 s")
                    .contains(
                            "Warning: The query archive did not run when the job ended: what it has not stored waits in"
                                    + " the stream recommendations for the next run.");

            Files.delete(table);
            try (RunningJob next = RunningJob.start(streams, shop)) {
                next.await(() -> archived.recommendations() == 20);
            }
            archived.assertDistinct(20);
        }
    }

    @Test
    void whatOthersCommitToTheTablesKeepsNothingFromThem() throws Exception {
        try (ActivityStreams streams = ActivityStreams.start();
                RunningJob job = RunningJob.start(streams, shop)) {
            streams.put(ActivityStreams.events(0, 5));
            streams.put("nonsense");
            job.await(() -> archived.recommendations() == 5 && archived.counted() == 6);
            List<String> again = new ArrayList<>(RunningJob.arguments(streams, shop));
            again.set(again.indexOf("--checkpoints") + 1, shop.folder("other-checkpoints"));
            int sent = 5;
            // By mistake.
            try (RunningJob second = RunningJob.start(again)) {
                for (int round = 1; round <= 6; round++) {
                    streams.put(ActivityStreams.events(sent, sent + 50));
                    sent += 50;
                    disturb(round);
                }
                int all = sent;
                second.await(() -> archived.recommendations() == all);
            }
            int all = sent;
            job.await(() -> archived.recommendations() == all);
            archived.assertDistinct(all);
            assertThat(archived.rejected()).isEqualTo(Map.of("not_json", 1L));
        }
    }

    /** A row more, compaction, a property, a row less. */
    private void disturb(int round) {
        String table = "delta.`" + shop.lake() + "/recommendations`";
        archived.addRowThatMustGo();
        ArchivedTables.execute("OPTIMIZE " + table);
        ArchivedTables.execute("ALTER TABLE " + table + " SET TBLPROPERTIES ('delta.logRetentionDuration' = 'interval "
                + (30 + round) + " days')");
        ArchivedTables.execute("DELETE FROM " + table + " WHERE event_id = '" + ArchivedTables.GONE + "'");
        ArchivedTables.execute("OPTIMIZE delta.`" + shop.lake() + "/activity_counts`");
    }

    @Test
    void checkpointsThatAreLostOneByOneLeaveNothingOut() throws Exception {
        try (ActivityStreams streams = ActivityStreams.start()) {
            int sent = 0;
            for (String lost : List.of("none", "archive", "dead-letters", "recommend")) {
                if (!lost.equals("none")) {
                    Checkpoints.of(shop).lose(lost);
                }
                streams.put(ActivityStreams.events(sent, sent + 10));
                streams.put("nonsense " + lost);
                sent += 10;
                long events = sent;
                RunningJob job = RunningJob.start(streams, shop);
                try (job) {
                    job.await(() -> archived.recommendations() == events
                            && archived.rejected().equals(Map.of("not_json", events / 10))
                            && archived.counted() >= events + events / 10);
                }
                archived.assertDistinct(events);
                assertThat(job.said().contains("are counted again")).isEqualTo(lost.equals("dead-letters"));
            }
        }
    }

    @Test
    void aStreamOfAnswersThatIsMadeAnewKeepsNoShopperFromAnAnswer() throws Exception {
        try (ActivityStreams streams = ActivityStreams.start()) {
            try (RunningJob job = RunningJob.start(streams, shop)) {
                streams.put(ActivityStreams.events(0, 10));
                job.await(() -> archived.recommendations() == 10 && archived.counted() == 10);
            }
            streams.makeAnew(ActivityStreams.RECOMMENDATIONS);
            try (RunningJob job = RunningJob.start(streams, shop)) {
                streams.put(ActivityStreams.events(10, 20));
                job.await(() -> streams.published().size() == 10 && archived.counted() == 20);
                job.await(() -> job.said().contains("Warning: The query archive ended: "));
                streams.put(ActivityStreams.events(20, 30));
                job.await(() -> streams.published().size() == 20);
            }
            Checkpoints.of(shop).lose("archive");
            try (RunningJob job = RunningJob.start(streams, shop)) {
                job.await(() -> archived.recommendations() == 30);
            }
            archived.assertDistinct(30);
        }
    }

    @Test
    void anAnswerOfATimeThatCannotBeIsRejected() throws Exception {
        try (ActivityStreams streams = ActivityStreams.start();
                RunningJob job = RunningJob.start(streams, shop)) {
            streams.put(ActivityStreams.events(0, 5));
            job.await(() -> archived.recommendations() == 5);
            String answer = streams.published().get(0);
            List<byte[]> absurd = IntStream.of(1970, 9999)
                    .mapToObj(year -> answer.replaceFirst("\"arrived_at\":\"\\d+", "\"arrived_at\":\"" + year)
                            .getBytes(UTF_8))
                    .toList();
            streams.publish(absurd);
            job.await(() -> archived.rejected().equals(Map.of("not_a_recommendation", 2L)));
            streams.put(ActivityStreams.events(5, 10));
            job.await(() -> archived.recommendations() == 10);
            archived.assertDistinct(10);
        }
    }

    @Test
    void aReplayBesideAJobThatRejectsMoreAnswersOnceAndRemovesWhatItAnswered() throws Exception {
        try (ActivityStreams streams = ActivityStreams.start()) {
            try (RunningJob job = RunningJob.start(streams, shop)) {
                streams.put("[7]", "nonsense");
                job.await(() -> archived.counted() == 2);
            }
            String table = shop.lake() + "/activity_rejected";
            // As if an earlier release had not understood an event that this one does.
            TestSession.session()
                    .sql("UPDATE delta.`" + table
                            + "` SET data = CAST('{\"event_id\":\"late\",\"country\":\"France\"}' AS"
                            + " BINARY) WHERE reason = 'not_an_object'");
            List<Row> late = archived.table("activity_rejected")
                    .where("reason = 'not_an_object'")
                    .collectAsList();
            var schema = archived.table("activity_rejected").schema();
            ScheduledExecutorService bad = Executors.newSingleThreadScheduledExecutor();
            try (RunningJob job = RunningJob.start(streams, shop)) {
                var unused = bad.scheduleAtFixedRate(() -> streams.put("more nonsense"), 0, 100, TimeUnit.MILLISECONDS);
                job.await(() -> archived.counted() >= 20);

                assertThat(replay(streams)).contains(" 1 are activity now and were answered, ");
                assertThat(answersOf(streams, "late")).isEqualTo(1);
                assertThat(archived.rejected()).containsOnlyKeys("not_json");
                job.await(() -> stored("late") == 1);
                // As if the replay had died when it had answered.
                TestSession.session()
                        .createDataFrame(late, schema)
                        .write()
                        .format("delta")
                        .mode("append")
                        .save(table);
                assertThat(replay(streams))
                        .contains(" 1 are activity now and were answered (1 of them by an earlier replay), ");
                assertThat(answersOf(streams, "late")).isEqualTo(1);
                assertThat(archived.rejected()).containsOnlyKeys("not_json");
                assertThat(job.said()).doesNotContain("stream-recommend: ");
            } finally {
                bad.shutdownNow();
            }
            assertThat(stored("late")).isEqualTo(1);
        }
    }

    private String replay(ActivityStreams streams) throws Exception {
        RunningJob replay = RunningJob.start(streams, shop, "--command", "replay-rejected");
        assertThat(replay.exitCode()).as(replay.said()).isZero();
        return replay.said();
    }

    private long stored(String event) {
        return archived.exists("recommendations")
                ? archived.table("recommendations")
                        .where("event_id = '" + event + "'")
                        .count()
                : 0;
    }

    private static long answersOf(ActivityStreams streams, String event) {
        return streams.published().stream()
                .filter(answer -> answer.contains("\"event_id\":\"" + event + "\""))
                .count();
    }
}
