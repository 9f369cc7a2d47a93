package io.recoflow.jobs.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recoflow.jobs.recommend.stream.RecommendQuery;
import io.recoflow.local.process.FreePort;
import io.recoflow.local.submit.SubmittedJob;
import io.recoflow.serving.ServingFixture;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as users submit it. */
final class SubmittedJobIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** What a shell makes of SIGTERM: 128 + 15. */
    private static final int TERMINATED = 143;

    private static final Pattern ANSWERED = Pattern.compile("Last 10 s: (\\d+) answered");

    private final ServingFixture shop;

    SubmittedJobIT(@TempDir Path folder) {
        this.shop = new ServingFixture(TestSession.session(), folder);
    }

    @Test
    void onSigtermTheBatchIsFinishedAndTheNextRunGoesOnWhereItWas() throws Exception {
        shop.withPopularProducts();
        shop.publishModel();
        int port = FreePort.find();
        try (ActivityStreams streams = ActivityStreams.start()) {
            List<String> arguments = RunningJob.arguments(streams, shop);
            try (SubmittedJob job = JobJar.start(
                    arguments,
                    "--conf",
                    "spark.ui.enabled=true",
                    "--conf",
                    "spark.ui.port=" + port,
                    "--conf",
                    "spark.metrics.conf.*.sink.prometheusServlet.class=org.apache.spark.metrics.sink.PrometheusServlet",
                    "--conf",
                    "spark.metrics.conf.*.sink.prometheusServlet.path=/metrics/prometheus")) {
                streams.put(events(0, 100));
                job.require(
                        "all events were answered", () -> streams.published().size() == 100, LIMIT);
                Awaitility.await().atMost(LIMIT).until(() -> metrics(port)
                        .contains("recoflow_answered_Number{type=\"gauges\"} 100"));
                assertThat(metrics(port)).contains("recoflow_latencyMillis_p99", "recoflow_fallbacks_no_model");
                Awaitility.await().atMost(LIMIT).until(() -> answeredInLines(job) == 100);

                streams.put(events(100, 200));
                job.terminate();

                assertThat(job.end(LIMIT).exitCode()).isEqualTo(TERMINATED);
                assertThat(job.err()).contains("Ending: the batches that run go on to their end.");
                assertThat(job.out()).contains("In all: ");
            }
            List<String> reporting = new ArrayList<>(arguments);
            reporting.addAll(List.of("--report", shop.folder("report.json")));
            try (SubmittedJob job = JobJar.start(reporting)) {
                streams.put(events(200, 250));
                job.require(
                        "all events were answered", () -> streams.published().size() >= 250, LIMIT);
                job.terminate();
                assertThat(job.end(LIMIT).exitCode()).isEqualTo(TERMINATED);
            }
            JsonNode report = new ObjectMapper().readTree(new File(URI.create(shop.folder("report.json"))));
            assertThat(report.get("job").asText()).isEqualTo("stream-recommend");
            assertThat(report.get("outcome").asText()).isEqualTo("PUBLISHED");
            // Of the hundred before it, those that the first run had not read when it was asked to end are among them.
            assertThat(report.get("answered").asInt()).isBetween(50, 150);
            assertThat(report.get("servedBy").fieldNames()).toIterable().isNotEmpty();
            assertThat(streams.published()).as("nothing was published twice").hasSize(250);
        }
    }

    @Test
    void realTimeModeEndsAtOnceOnSigtermAndNoEndLosesAnythingOrHasOldEventsAnsweredAgain() throws Exception {
        shop.withPopularProducts();
        try (ActivityStreams streams = ActivityStreams.start()) {
            List<String> arguments = RunningJob.arguments(streams, shop, "--latency", "real-time", "--deadline", "1s");
            try (SubmittedJob job = JobJar.start(arguments)) {
                streams.put(events(0, 100));
                job.require(
                        "all events were answered", () -> streams.published().size() == 100, LIMIT);
                long asked = System.nanoTime();
                job.terminate();
                assertThat(job.end(LIMIT).exitCode()).isEqualTo(TERMINATED);
                assertThat(Duration.ofNanos(System.nanoTime() - asked))
                        .isLessThan(RecommendQuery.REAL_TIME_BATCH.dividedBy(4));
            }
            streams.put(events(100, 150));
            try (SubmittedJob job = JobJar.start(arguments)) {
                job.require("all events were answered", () -> answered(streams).size() == 150, LIMIT);
                // What was answered so long ago is noted, though the batch of two minutes goes on.
                Awaitility.await().pollDelay(Aside.NOTE.multipliedBy(3)).until(() -> true);
                streams.put(events(150, 170));
                job.require("all events were answered", () -> answered(streams).size() == 170, LIMIT);
                job.kill();
            }
            try (SubmittedJob job = JobJar.start(arguments)) {
                streams.put(events(170, 180));
                job.require("all events were answered", () -> answered(streams).size() == 180, LIMIT);
                // What the task put aside before is written with what comes a moment later.
                Awaitility.await().pollDelay(Aside.NOTE).until(() -> true);
                streams.put(events(180, 200));
                ArchivedTables archived = new ArchivedTables(shop.lake());
                job.require("all events were stored", () -> archived.recommendations() >= 200, LIMIT);
                job.terminate();
                job.end(LIMIT);
                assertThat(archived.recommendations()).isEqualTo(200);
                assertThat(archived.table("recommendations")
                                .select("event_id")
                                .distinct()
                                .count())
                        .isEqualTo(200);
            }
            assertThat(answered(streams))
                    .as("answers to those answered before the last seconds of the killed run")
                    .containsAllEntriesOf(
                            IntStream.range(100, 150).boxed().collect(Collectors.toMap(i -> "e" + i, any -> 1L)));
        }
    }

    @Test
    void aDryRunSaysWhatWouldBeDoneAndWritesNothing() throws Exception {
        shop.withPopularProducts();
        try (ActivityStreams streams = ActivityStreams.start()) {
            List<String> arguments = new ArrayList<>(RunningJob.arguments(streams, shop));
            arguments.add("--dry-run");
            try (SubmittedJob job = JobJar.start(arguments)) {
                assertThat(job.end(LIMIT).exitCode()).as(job.err()).isZero();
                assertThat(job.out())
                        .contains("2 open shards", "none yet: what is popular is served", "20 over all, 1 countries");
            }
            assertThat(Path.of(URI.create(shop.folder("checkpoints")))).doesNotExist();
        }
    }

    @Test
    void aStreamThatIsNotThereEndsTheJobWithOneLine() throws Exception {
        shop.withPopularProducts();
        try (ActivityStreams streams = ActivityStreams.start()) {
            List<String> arguments = new ArrayList<>(RunningJob.arguments(streams, shop));
            arguments.set(arguments.indexOf(ActivityStreams.ACTIVITY), "no-such-stream");
            try (SubmittedJob job = JobJar.start(arguments)) {
                assertThat(job.end(LIMIT).exitCode()).as(job.err()).isEqualTo(3);
                assertThat(job.err().lines().filter(line -> line.startsWith("stream-recommend: ")))
                        .singleElement()
                        .asString()
                        .contains("no-such-stream");
            }
        }
    }

    @Test
    void theJarHoldsWhatThePlatformsLackAndNothingThatTheyBring() throws IOException {
        try (JarFile jar = new JarFile(JobJar.file().toFile())) {
            assertThat(jar.stream().map(entry -> entry.getName()))
                    .contains(
                            "io/recoflow/jobs/recommend/StreamRecommend.class",
                            "io/recoflow/kinesis/KinesisTableProvider.class",
                            "io/recoflow/shaded/software/amazon/awssdk/services/kinesis/KinesisAsyncClient.class",
                            "ai/onnxruntime/OrtSession.class",
                            "org/HdrHistogram/Histogram.class",
                            "META-INF/services/org.apache.spark.sql.sources.DataSourceRegister")
                    .noneMatch(name -> name.matches("(org/apache/spark|org/apache/hadoop|scala|io/delta|io/netty"
                            + "|com/fasterxml|com/codahale|org/slf4j|io/recoflow/local|software/amazon)/.*"));
        }
    }

    /** By the lines of progress, of which each has what came since the one before. */
    private static int answeredInLines(SubmittedJob job) {
        return ANSWERED.matcher(job.err())
                .results()
                .mapToInt(line -> Integer.parseInt(line.group(1)))
                .sum();
    }

    /** How often each event has been answered. */
    private static Map<String, Long> answered(ActivityStreams streams) {
        return streams.published().stream()
                .map(answer -> answer.replaceFirst(".*?\"event_id\":\"([^\"]*)\".*", "$1"))
                .collect(Collectors.groupingBy(event -> event, Collectors.counting()));
    }

    private static List<byte[]> events(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> ("{\"event_id\":\"e" + i + "\",\"session_id\":\"s\",\"city\":\"Paris\"}")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toList();
    }

    private static String metrics(int port) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics/prometheus/"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
