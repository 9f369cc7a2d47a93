package io.recoflow.jobs.recommend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.recoflow.local.activity.ActivitySimulator;
import io.recoflow.local.activity.SimulatedTraffic;
import io.recoflow.local.kinesis.client.StreamLocation;
import io.recoflow.local.platformclient.PlatformClient;
import io.recoflow.local.platformclient.PlatformClientSettings;
import io.recoflow.local.shop.SampleShop;
import io.recoflow.local.submit.SubmittedJob;
import io.recoflow.serving.ServingFixture;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The submitted job is ended with {@code kill -9} in every phase of its batches and at random points, while shoppers
 * browse and a shard is split. {@code -Dkills=20 -Devents=50000 -Drate=500} is the long form.
 */
final class ExactlyOnceIT {

    private static final int KILLS = Integer.getInteger("kills", 0);
    private static final int FEWEST_EVENTS = Integer.getInteger("events", 1_000);
    private static final int RATE = Integer.getInteger("rate", 40);
    private static final long SEED = Long.getLong("seed", new Random().nextLong());
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int MOST_MILLIS_ALIVE = 10_000;

    /** Where a job is to be killed. */
    private static final List<BiPredicate<SubmittedJob, JobFiles>> PHASES = List.of(
            // The offset is written, and nothing is scored.
            (job, files) -> files.isInBatch("recommend"),
            // Rows lie in the table's folder, and its log does not name them.
            (job, files) -> files.isWritingRows(),
            // The table's log names them, and the query's does not.
            (job, files) -> files.hasCommitted() && files.isInBatch("archive"));

    /** So many that their scoring takes longer than it takes to see it. */
    private static final int BURST = 10_000;

    private final ServingFixture shop;
    private final ArchivedTables archived;

    ExactlyOnceIT(@TempDir Path folder) {
        this.shop = new ServingFixture(TestSession.session(), folder);
        this.archived = new ArchivedTables(shop.lake());
    }

    @Test
    void everyEventIsAnsweredAndStoredOnceWheneverTheJobIsKilled() throws Exception {
        System.out.printf("ExactlyOnceIT: %d kills, at least %d events, -Dseed=%d%n", KILLS, FEWEST_EVENTS, SEED);
        Random random = new Random(SEED);
        shop.withPopularProducts();
        shop.publishModel();
        try (ActivityStreams streams = ActivityStreams.start();
                PlatformClient platform = PlatformClient.open(
                        StreamLocation.local(streams.endpoint(), ActivityStreams.RECOMMENDATIONS),
                        PlatformClientSettings.DEFAULT.from(PlatformClientSettings.StartingPosition.TRIM_HORIZON));
                ActivitySimulator simulator = ActivitySimulator.start(
                        StreamLocation.local(streams.endpoint(), ActivityStreams.ACTIVITY),
                        SampleShop.ofCustomers(50),
                        SimulatedTraffic.of(RATE))) {
            List<String> arguments = RunningJob.arguments(streams, shop);
            for (BiPredicate<SubmittedJob, JobFiles> phase : PHASES) {
                runUntil(arguments, simulator, platform, phase);
            }
            List<String> burst =
                    IntStream.range(0, BURST).mapToObj(i -> "burst-" + i).toList();
            runUntil(
                    arguments,
                    simulator,
                    platform,
                    () -> CompletableFuture.runAsync(() -> streams.put(events(burst))),
                    (job, files) -> job.runs("Recommender.answer("));
            streams.split();
            for (int kill = 0; kill < KILLS; kill++) {
                long end = System.nanoTime() + random.nextInt(MOST_MILLIS_ALIVE) * 1_000_000L;
                runUntil(arguments, simulator, platform, (job, files) -> System.nanoTime() > end);
            }
            // Scoring and publishing take milliseconds, so the moment is chosen by what comes out.
            long before = platform.statistics().answers();
            runUntil(
                    arguments,
                    simulator,
                    platform,
                    (job, files) -> platform.statistics().answers() > before && files.isInBatch("recommend"));

            try (SubmittedJob job = JobJar.start(arguments)) {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60 + FEWEST_EVENTS / RATE))
                        .until(() -> simulator.sent().activity() >= FEWEST_EVENTS);
                simulator.stop();
                Set<String> sent = new HashSet<>(simulator.eventIds());
                sent.addAll(burst);
                assertThat(platform.awaitAnswered(sent, LIMIT)).as(job::err).isTrue();
                Awaitility.await().atMost(LIMIT).untilAsserted(() -> {
                    assertThat(archived.recommendations()).as("rows").isGreaterThanOrEqualTo(sent.size());
                    assertThat(archived.counted()).as("events counted").isGreaterThanOrEqualTo(sent.size());
                });
                job.terminate();
                job.end(LIMIT);
                check(sent, platform);
            }
        }
    }

    private void check(Set<String> sent, PlatformClient platform) throws Exception {
        List<String> rows = archived.table("recommendations").select("event_id").collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
        Counts byDuckDb = countsByDuckDb();
        System.out.printf(
                "ExactlyOnceIT: %d sent, %d answers of %d events, %d rows, %d distinct; by DuckDB %s%n",
                sent.size(),
                platform.statistics().answers(),
                platform.statistics().events(),
                rows.size(),
                Set.copyOf(rows).size(),
                byDuckDb);
        assertThat(Set.copyOf(rows)).as("seed %d", SEED).isEqualTo(sent);
        assertThat(rows).as("seed %d", SEED).hasSize(sent.size());
        assertThat(byDuckDb).isEqualTo(new Counts(sent.size(), sent.size()));
        assertThat(archived.counts()).isEqualTo(Map.of("recommended", (long) sent.size()));
        assertThat(platform.statistics().emptyAnswers()).isZero();
    }

    private void runUntil(
            List<String> arguments,
            ActivitySimulator simulator,
            PlatformClient platform,
            BiPredicate<SubmittedJob, JobFiles> reached) {
        runUntil(arguments, simulator, platform, () -> CompletableFuture.completedFuture(null), reached);
    }

    /** Runs the job until it has answered something, adds to its load, and kills it when it is where it shall be. */
    private void runUntil(
            List<String> arguments,
            ActivitySimulator simulator,
            PlatformClient platform,
            Supplier<CompletableFuture<Void>> load,
            BiPredicate<SubmittedJob, JobFiles> reached) {
        long before = platform.statistics().answers();
        try (SubmittedJob job = JobJar.start(arguments)) {
            job.require("it answered something", () -> platform.statistics().answers() > before, LIMIT);
            JobFiles files = new JobFiles(folder(shop.folder("checkpoints")), folder(shop.lake() + "/recommendations"));
            CompletableFuture<Void> loaded = load.get();
            assertThat(job.await(() -> reached.test(job, files), LIMIT, Duration.ofMillis(1)))
                    .as(() -> simulator.sent() + ", " + platform.statistics().answers() + " answers; " + job.err())
                    .isEqualTo(SubmittedJob.Outcome.CONDITION_MET);
            simulator.check();
            assertThat(job.isAlive()).as(job.err()).isTrue();
            job.kill();
            loaded.join();
        }
    }

    private static List<byte[]> events(List<String> ids) {
        return ids.stream()
                .map(id -> ("{\"event_id\":\"" + id + "\",\"session_id\":\"burst\",\"city\":\"Paris\","
                                + "\"browse_history\":[{\"product_code\":\"P01\"},{\"product_code\":\"P02\"}]}")
                        .getBytes(UTF_8))
                .toList();
    }

    private record Counts(long rows, long distinct) {}

    /** By another reader than Spark: the files that the table's log names, and no others. */
    private Counts countsByDuckDb() throws IOException, SQLException {
        String files = liveFiles().stream()
                .map(file -> "'" + folder(shop.lake() + "/recommendations").resolve(file) + "'")
                .collect(Collectors.joining(", ", "[", "]"));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet counts = statement.executeQuery(
                        "SELECT count(*), count(DISTINCT event_id) FROM read_parquet(" + files + ")")) {
            counts.next();
            return new Counts(counts.getLong(1), counts.getLong(2));
        }
    }

    private Set<String> liveFiles() throws IOException {
        Set<String> live = new LinkedHashSet<>();
        JsonMapper json = new JsonMapper();
        try (Stream<Path> log = Files.list(folder(shop.lake() + "/recommendations/_delta_log"))) {
            for (Path commit : log.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                for (String line : Files.readAllLines(commit)) {
                    JsonNode action = json.readTree(line);
                    if (action.has("add")) {
                        live.add(action.get("add").get("path").asText());
                    } else if (action.has("remove")) {
                        live.remove(action.get("remove").get("path").asText());
                    }
                }
            }
        }
        return live;
    }

    private static Path folder(String uri) {
        return Path.of(URI.create(uri));
    }
}
