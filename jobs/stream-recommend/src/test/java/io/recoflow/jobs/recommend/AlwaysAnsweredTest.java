package io.recoflow.jobs.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.recoflow.local.activity.ActivitySimulator;
import io.recoflow.local.activity.SimulatedTraffic;
import io.recoflow.local.kinesis.client.StreamLocation;
import io.recoflow.local.platformclient.PlatformClient;
import io.recoflow.local.platformclient.PlatformClientSettings;
import io.recoflow.local.shop.SampleShop;
import io.recoflow.serving.ServingFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models come, are broken and go while shoppers browse. */
final class AlwaysAnsweredTest {

    private static final long SEED = Long.getLong("seed", new Random().nextInt(1_000_000));
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int RATE = 100;
    private static final JsonMapper JSON = new JsonMapper();

    private final ServingFixture shop;
    private final List<JsonNode> answers = new CopyOnWriteArrayList<>();

    AlwaysAnsweredTest(@TempDir Path folder) {
        this.shop = new ServingFixture(TestSession.session(), folder);
    }

    @Test
    void everyEventIsAnsweredWhateverBecomesOfTheModel() throws Exception {
        System.out.println("AlwaysAnsweredTest: -Dseed=" + SEED);
        shop.withPopularProducts();
        try (ActivityStreams streams = ActivityStreams.start();
                RunningJob job = RunningJob.start(streams, shop);
                PlatformClient platform = PlatformClient.open(
                        StreamLocation.local(streams.endpoint(), ActivityStreams.RECOMMENDATIONS),
                        PlatformClientSettings.DEFAULT.from(PlatformClientSettings.StartingPosition.TRIM_HORIZON),
                        answer -> answers.add(tree(answer)));
                ActivitySimulator simulator = ActivitySimulator.start(
                        StreamLocation.local(streams.endpoint(), ActivityStreams.ACTIVITY),
                        SampleShop.ofCustomers(20),
                        new SimulatedTraffic(RATE, 20, 0.1, 0, 0, SEED))) {
            awaitAnswers(job, answer -> reason(answer).equals("no_model"));

            String first = shop.publishModel();
            awaitAnswers(job, answer -> version(answer).equals(first));

            String broken = ServingFixture.bundle()
                    .tower(new byte[] {1, 2, 3})
                    .writeTo(shop.artifactsFolder())
                    .manifest()
                    .version();
            Awaitility.await().atMost(LIMIT).until(() -> job.said().contains(broken + ", is refused"));
            awaitAnswers(job, answer -> version(answer).equals(first));

            String second = shop.publishModel();
            awaitAnswers(job, answer -> version(answer).equals(second));

            delete(shop.artifactsFolder());
            Awaitility.await().atMost(LIMIT).until(() -> job.said().contains("The model is gone"));
            awaitAnswers(job, answer -> version(answer).equals(second));

            simulator.stop();
            Set<String> sent = simulator.eventIds();
            assertThat(platform.awaitAnswered(sent, LIMIT)).as(job.said()).isTrue();
            assertThat(answers.stream().map(AlwaysAnsweredTest::version).collect(Collectors.toSet()))
                    .isEqualTo(Set.of("", first, second));
            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.get("recommended_items")).isNotEmpty();
                assertThat(reason(answer).equals("no_model"))
                        .as("%s", answer)
                        .isEqualTo(version(answer).isEmpty());
            });
            assertThat(platform.statistics().events()).isEqualTo(sent.size());
        }
    }

    /** Until as many as come in a second are so, from now on. */
    private void awaitAnswers(RunningJob job, Predicate<JsonNode> wanted) {
        int before = answers.size();
        Awaitility.await()
                .atMost(LIMIT)
                .failFast("The job ended", () -> job.said().contains("stream-recommend: "))
                .until(() -> answers.stream().skip(before).filter(wanted).count() >= RATE);
    }

    private static String version(JsonNode answer) {
        return answer.get("model_version").asText("");
    }

    private static String reason(JsonNode answer) {
        return answer.get("reason").asText("");
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
