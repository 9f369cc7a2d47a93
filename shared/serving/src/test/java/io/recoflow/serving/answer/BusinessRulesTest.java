package io.recoflow.serving.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.serving.ServingFixture;
import io.recoflow.serving.served.CurrentServing;
import io.recoflow.serving.served.Serving;
import io.recoflow.serving.served.ServingSettings;
import io.recoflow.shop.activity.ActivityParser;
import io.recoflow.shop.activity.Arrival;
import io.recoflow.shop.activity.ParsedActivity.Activity;
import io.recoflow.shop.recommendation.FallbackReason;
import io.recoflow.shop.recommendation.Recommendation;
import io.recoflow.shop.recommendation.RecommendedItem;
import io.recoflow.shop.recommendation.ServedBy;
import io.recoflow.testkit.TestSpark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hadoop.conf.Configuration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model of {@link ServingFixture} likes P18 best, then P17 and so on; P00 is the most popular, then P01. */
final class BusinessRulesTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
    private static final String ROME = "\"city\":\"Rome\",\"country\":\"Italy\"";

    private final ServingFixture shop;
    private final Path file;
    private final List<String> reports = new CopyOnWriteArrayList<>();

    BusinessRulesTest(@TempDir Path folder) {
        this.shop = new ServingFixture(TestSpark.session(Map.of()), folder)
                .withPopularProducts()
                .withDescribedProducts();
        this.file = folder.resolve("rules.txt");
    }

    @Test
    void productsAreExcludedAndBoostedAndWhatAnEventNamesIsLeftOut() throws Exception {
        shop.publishModel();
        rules(
                "exclude discontinued = true",
                "exclude MSRP = 157.5",
                "exclude productLine = \"Cars\", Trucks",
                "exclude weight = 1.30",
                "exclude productVendor != Vendor 3, \"Vendor 7\", Vendor 9, Vendor 11, Vendor 13, Vendor 15, Vendor 17",
                "exclude event bought",
                "exclude event browse_history",
                "boost productCode = P03 by 10000",
                "boost weight < 0.6 by -20000",
                "boost weight <= 0.3 by 20000");
        try (CurrentServing current = start()) {
            Serving serving = current.now();

            // Nothing is known of the vendor of P05.
            assertThat(ids(answer(ROME, serving))).containsExactly("P03", "P11", "P09", "P07", "P05");
            assertThat(answer(ROME, serving).recommendedItems().get(0).score()).isGreaterThan(9_000);
            assertThat(ids(answer(ROME + ",\"bought\":[\"P11 \",{\"product_code\":\"P09\",\"n\":9},7]", serving)))
                    .containsExactly("P03", "P07", "P05");
            assertThat(ids(answer(ROME + ",\"bought\":\"P11, P05\"", serving))).containsExactly("P03", "P09", "P07");
            assertThat(ids(late(ROME, serving))).containsExactly("P03", "P05", "P07", "P09", "P11");
            Recommendation browsing = answer(
                    ROME + ",\"browse_history\":[{\"product_code\":\"P11\"},{\"product_code\":\"P02\"}]", serving);
            assertThat(ids(browsing)).doesNotContain("P11");
            assertThat(browsing.similarItems()).hasSize(2).allSatisfy(similar -> assertThat(similar.similarItems())
                    .extracting(item -> item.id())
                    .containsExactlyInAnyOrder("P03", "P05", "P07", "P09"));
        }
        assertThat(reports).isEmpty();
    }

    @Test
    void anAnswerThatTheyEmptyHasWhatIsPopularAndTheyAllowFirst() throws Exception {
        shop.publishModel();
        rules("exclude productCode != P01");
        try (CurrentServing current = start()) {
            Recommendation soldOut = answer(ROME, current.now());

            assertThat(ids(soldOut)).containsExactly("P01");
            assertThat(soldOut.servedBy()).isEqualTo(ServedBy.POPULARITY);
            assertThat(soldOut.reason()).isEqualTo(FallbackReason.NOTHING_LEFT);
        }
        rules("exclude weight >= 0");
        try (CurrentServing current = start()) {
            Recommendation nothing = answer(ROME, current.now());

            assertThat(ids(nothing)).containsExactly("P00", "P01", "P02", "P03", "P04");
            assertThat(nothing.reason()).isEqualTo(FallbackReason.NOTHING_LEFT);
        }
    }

    @Test
    void changesAreTakenUpAndWhatCannotBeUsedLeavesTheLastOnesInForce() throws Exception {
        shop.publishModel();
        rules("exclude productCode = P18");
        try (CurrentServing current = start()) {
            awaitFirst(current, "P17");

            rules("exclude productCode = P17, P18");
            awaitFirst(current, "P16");

            rules("exclude what I say", "exclude event city");
            Awaitility.await().atMost(LIMIT).until(() -> reports.size() == 1);
            assertThat(reports.get(0))
                    .startsWith("The newest set of business rules, ")
                    .contains("line 1, \"exclude what I say\", is no rule; line 2, \"exclude event city\", is about a"
                            + " field without products")
                    .contains("The last one is served on, ");
            shop.withCatalogue(Map.of("P14", 5, "P15", 5, "P16", 0, "P17", 5));
            awaitFirst(current, "P15");

            Files.delete(file);
            Awaitility.await().atMost(LIMIT).until(() -> reports.size() == 2);
            assertThat(reports.get(1)).startsWith("The set of business rules is gone. The last one is served on, ");
            awaitFirst(current, "P15");

            rules("# None any more.");
            awaitFirst(current, "P17");
        }
    }

    @Test
    void whatALaterSnapshotLacksLeavesTheLastStockInForce() throws Exception {
        shop.publishModel();
        rules("exclude MSRP > 150");
        try (CurrentServing current = start()) {
            awaitFirst(current, "P14");

            shop.withCatalogue(Map.of("P18", 5));

            Awaitility.await().atMost(LIMIT).until(() -> reports.size() == 1);
            assertThat(reports.get(0)).startsWith("The newest stock, ").contains("it has no column MSRP");
            awaitFirst(current, "P14");
        }
    }

    @Test
    void aProcessThatComesLaterBeginsWithTheRulesOfTheJobsStart() throws Exception {
        rules("exclude productCode = P00, P01");
        ServingSettings ofTasks;
        try (CurrentServing driver = start()) {
            ofTasks = driver.settings();
        }
        Files.delete(file);

        try (CurrentServing executor = CurrentServing.of(ofTasks, Configuration::new)) {
            assertThat(ids(late(ROME, executor.now()))).containsExactly("P02", "P03", "P04", "P05", "P06");
        }
    }

    @Test
    void aJobDoesNotStartWithRulesThatCannotBeUsed() throws Exception {
        assertRefused("there is no such file. Check --business-rules");
        rules("exclude what I say", "exclude event bought", "boost MSRP by 5");
        assertRefused("line 1, \"exclude what I say\", is no rule; line 3, \"boost MSRP by 5\", is no rule."
                + " Write rules such as exclude ");
    }

    private void assertRefused(String message) {
        assertThatThrownBy(this::start)
                .hasMessageStartingWith("Cannot use the business rules of " + file + ": ")
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(JobException.class, refused -> assertThat(refused.exitCode())
                        .isEqualTo(ExitCode.USAGE));
    }

    private void rules(String... lines) throws IOException {
        Files.write(file, List.of(lines));
    }

    private CurrentServing start() throws InterruptedException {
        return CurrentServing.start(
                new ServingSettings(shop.artifacts(), shop.lake(), Duration.ofMillis(300), 5)
                        .withBusinessRules(file.toString()),
                new Configuration(),
                reports::add);
    }

    private static void awaitFirst(CurrentServing current, String product) {
        Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(ids(answer(ROME, current.now())))
                .startsWith(product));
    }

    private static List<String> ids(Recommendation answer) {
        return answer.recommendedItems().stream().map(RecommendedItem::id).toList();
    }

    private static Recommendation answer(String fields, Serving serving) {
        return answer(fields, serving, NOW);
    }

    /** Of an event that is too late for the model. */
    private static Recommendation late(String fields, Serving serving) {
        return answer(fields, serving, NOW.minusSeconds(60));
    }

    private static Recommendation answer(String fields, Serving serving, Instant arrived) {
        Arrival arrival = new Arrival(arrived, "shard", "1", 0);
        byte[] data = ("{" + fields + "}").getBytes(StandardCharsets.UTF_8);
        Question question = new Question(
                ((Activity) new ActivityParser().parse(data, arrival).get(0)).event(), arrival);
        return new Recommender(new RecommenderSettings(5, 5, Duration.ofSeconds(1)), Clock.fixed(NOW, ZoneOffset.UTC))
                .answer(List.of(question), serving)
                .get(0);
    }
}
