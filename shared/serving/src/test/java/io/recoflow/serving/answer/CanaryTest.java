package io.recoflow.serving.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.model.bundle.Embedding;
import io.recoflow.serving.ServingFixture;
import io.recoflow.serving.served.Canary;
import io.recoflow.serving.served.CurrentServing;
import io.recoflow.serving.served.ServingSettings;
import io.recoflow.shop.activity.ActivityParser;
import io.recoflow.shop.activity.Arrival;
import io.recoflow.shop.activity.ParsedActivity.Activity;
import io.recoflow.shop.recommendation.Recommendation;
import io.recoflow.testkit.TestSpark;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The latest model likes P18 best, and the canary P00. */
final class CanaryTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
    private static final int SESSIONS = 400;

    private final ServingFixture shop;
    private final List<String> reports = new CopyOnWriteArrayList<>();

    CanaryTest(@TempDir Path folder) {
        this.shop = new ServingFixture(TestSpark.session(Map.of()), folder).withPopularProducts();
    }

    @Test
    void aShareOfTheSessionsIsAnsweredByItAndStaysWithIt() throws Exception {
        String canary = ServingFixture.bundle()
                .items(IntStream.range(0, 19)
                        .mapToObj(
                                i -> new Embedding(ServingFixture.product(18 - i), new float[] {i, i * i / 100f, 1, 1}))
                        .toList())
                .writeTo(shop.artifactsFolder())
                .manifest()
                .version();
        Files.createFile(shop.artifactsFolder().resolve(canary).resolve("_unpublished"));
        String latest = shop.publishModel();
        try (CurrentServing current = start(canary, 0.25)) {
            List<Recommendation> answers = answers(current);

            Map<String, Set<String>> versions = answers.stream()
                    .collect(Collectors.groupingBy(
                            answer -> Objects.requireNonNull(answer.event().sessionId()),
                            Collectors.mapping(
                                    answer -> Objects.requireNonNull(answer.modelVersion()), Collectors.toSet())));
            assertThat(versions).hasSize(SESSIONS);
            assertThat(versions.values()).allMatch(each -> each.equals(Set.of(canary)) || each.equals(Set.of(latest)));
            assertThat(versions.values().stream().filter(Set.of(canary)::equals).count())
                    .isBetween(SESSIONS / 4L - 30, SESSIONS / 4L + 30);
            assertThat(answers).allSatisfy(answer -> assertThat(first(answer))
                    .isEqualTo(canary.equals(answer.modelVersion()) ? "P00" : "P18"));

            shop.withStock(Set.of("P00", "P18"));
            Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(answers(current))
                    .allSatisfy(answer ->
                            assertThat(first(answer)).isEqualTo(canary.equals(answer.modelVersion()) ? "P01" : "P17")));
            assertThat(reports).isEmpty();
        }
    }

    @Test
    void whereItCannotBeUsedTheLatestAnswersAll() throws Exception {
        String latest = shop.publishModel();
        try (CurrentServing current = start("20000101T000000Z", 1)) {
            assertThat(answers(current)).allMatch(answer -> latest.equals(answer.modelVersion()));
            assertThat(reports)
                    .singleElement()
                    .asString()
                    .startsWith("The newest canary, 20000101T000000Z, is refused: ")
                    .endsWith("There is none to serve instead.");
        }
    }

    private CurrentServing start(String version, double share) throws InterruptedException {
        return CurrentServing.start(
                new ServingSettings(shop.artifacts(), shop.lake(), Duration.ofMillis(300), 5)
                        .withCanary(new Canary(version, share)),
                new Configuration(),
                reports::add);
    }

    private static String first(Recommendation answer) {
        return answer.recommendedItems().get(0).id();
    }

    /** To two events of each session, all at once. */
    private static List<Recommendation> answers(CurrentServing current) {
        return new Recommender(new RecommenderSettings(5, 5, Duration.ofSeconds(1)), Clock.fixed(NOW, ZoneOffset.UTC))
                .answer(
                        IntStream.range(0, 2 * SESSIONS)
                                .mapToObj(i ->
                                        question("{\"session_id\":\"s" + i % SESSIONS + "\",\"city\":\"Paris\"}", i))
                                .toList(),
                        current.now());
    }

    private static Question question(String event, int number) {
        Arrival arrival = new Arrival(NOW, "shard", String.valueOf(number), 0);
        return new Question(
                ((Activity) new ActivityParser()
                                .parse(event.getBytes(StandardCharsets.UTF_8), arrival)
                                .get(0))
                        .event(),
                arrival);
    }
}
