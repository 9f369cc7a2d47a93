package io.recoflow.serving.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.model.TestBundle;
import io.recoflow.model.TestTowers;
import io.recoflow.model.bundle.Embedding;
import io.recoflow.model.bundle.FoldInDescription;
import io.recoflow.model.bundle.InputType;
import io.recoflow.model.bundle.TowerInput;
import io.recoflow.serving.ServingFixture;
import io.recoflow.serving.served.CurrentServing;
import io.recoflow.serving.served.ServedModel;
import io.recoflow.serving.served.Serving;
import io.recoflow.serving.served.ServingSettings;
import io.recoflow.shop.activity.ActivityParser;
import io.recoflow.shop.activity.Arrival;
import io.recoflow.shop.activity.ParsedActivity.Activity;
import io.recoflow.shop.recommendation.FallbackReason;
import io.recoflow.shop.recommendation.KnownBy;
import io.recoflow.shop.recommendation.Recommendation;
import io.recoflow.shop.recommendation.RecommendedItem;
import io.recoflow.shop.recommendation.ServedBy;
import io.recoflow.shop.recommendation.SimilarItem;
import io.recoflow.shop.recommendation.SimilarItems;
import io.recoflow.testkit.TestSpark;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model of {@link ServingFixture} likes P18 best, then P17 and so on, and does not know P19. */
final class RecommenderTest {

    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
    private static final String PARIS = "\"city\":\"Paris\",\"country\":\"France\"";

    private final ServingFixture shop;
    private final Path artifacts;
    private Optional<String> firstFailure = Optional.empty();

    RecommenderTest(@TempDir Path folder) {
        this.shop = new ServingFixture(TestSpark.session(Map.of()), folder).withPopularProducts();
        this.artifacts = folder.resolve("artifacts");
    }

    @Test
    void theModelAnswersWithoutWhatIsInTheCartOrSoldOut() throws Exception {
        shop.withStock(Set.of("P17"));
        shop.publishModel();

        Recommendation answer = answer(PARIS + ",\"browse_history\":" + history("P18+", "P03", "P18", "P03", "P05"));

        assertThat(ids(answer)).containsExactly("P16", "P15", "P14", "P13", "P12");
        assertThat(answer.recommendedItems()).allMatch(item -> item.score() != null);
        assertThat(answer.recommendedItems())
                .extracting(RecommendedItem::score)
                .isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(answer.similarItems()).extracting(SimilarItems::productCode).containsExactly("P18", "P05", "P03");
        assertThat(answer.similarItems()).allSatisfy(similar -> assertThat(similar.similarItems())
                .hasSize(5)
                .extracting(item -> item.id())
                .doesNotContain("P17", "P18", similar.productCode()));
        assertThat(answer.servedBy()).isEqualTo(ServedBy.MODEL);
        assertThat(answer.reason()).isNull();
        assertThat(answer.modelVersion()).isNotNull();
    }

    @Test
    void theNewestTenProductsAreLookedAtThoseInTheCartFirst() throws Exception {
        shop.publishModel();
        String[] products = IntStream.range(0, 15)
                .mapToObj(i -> ServingFixture.product(i) + (i >= 12 ? "+" : ""))
                .toArray(String[]::new);

        Recommendation answer = answer(PARIS + ",\"browse_history\":" + history(products));

        assertThat(answer.similarItems())
                .extracting(SimilarItems::productCode)
                .containsExactly("P14", "P13", "P12", "P11", "P10", "P09", "P08", "P07", "P06", "P05");
    }

    @Test
    void aLargeCartDoesNotShortenWhatIsSimilar() throws Exception {
        shop.publishModel();
        String[] cart = IntStream.range(0, 13)
                .mapToObj(i -> ServingFixture.product(i) + "+")
                .toArray(String[]::new);

        Recommendation answer = answer(PARIS + ",\"browse_history\":" + history(cart));

        assertThat(answer.similarItems()).hasSize(10).allSatisfy(similar -> assertThat(similar.similarItems())
                .hasSize(5));
    }

    @Test
    void aProductWithoutEmbeddingHasNothingSimilar() throws Exception {
        shop.publishModel();

        Recommendation answer = answer(PARIS + ",\"browse_history\":" + history("P01", "P19"));

        assertThat(answer.similarItems().get(0).similarItems()).isEmpty();
        assertThat(answer.similarItems().get(1).similarItems()).hasSize(5);
        assertOutcome(answer, ServedBy.PARTIAL, FallbackReason.NO_EMBEDDING);
    }

    @Test
    void withoutAModelWhatIsPopularInTheCountryIsServed() throws Exception {
        Recommendation answer = answer(PARIS + ",\"browse_history\":" + history("P10+", "P01"));

        assertThat(ids(answer)).containsExactly("P11", "P12", "P00", "P02", "P03");
        assertThat(answer.recommendedItems()).allMatch(item -> item.score() == null);
        assertThat(answer.modelVersion()).isNull();
        assertOutcome(answer, ServedBy.POPULARITY, FallbackReason.NO_MODEL);
    }

    @Test
    void whoIsUnknownGetsWhatIsPopularAndWhatIsSimilar() throws Exception {
        shop.publishModel();

        Recommendation nothing = answer("\"session_id\":\"s\"");
        Recommendation browsing = answer("\"session_id\":\"s\",\"browse_history\":" + history("P01"));

        assertThat(ids(nothing)).containsExactly("P00", "P01", "P02", "P03", "P04");
        assertOutcome(nothing, ServedBy.POPULARITY, FallbackReason.MISSING_FEATURES);
        assertThat(browsing.similarItems()).hasSize(1);
        assertThat(ids(browsing).subList(0, 2))
                .containsExactlyElementsOf(browsing.similarItems().get(0).similarItems().stream()
                        .map(SimilarItem::id)
                        .limit(2)
                        .toList());
        assertThat(ids(browsing).subList(2, 5))
                .containsSequence("P00")
                .doesNotContain("P01")
                .hasSize(3);
        assertThat(browsing.recommendedItems()).allMatch(item -> item.score() == null);
        assertOutcome(browsing, ServedBy.PARTIAL, FallbackReason.MISSING_FEATURES);
    }

    /** Of the products, P00 to P04 are of the first taste, P05 to P09 of the second, P10 to P14 of the third. */
    @Test
    void aSessionMovesWhatIsRecommendedAndTheAnswerSaysWhatTheShopperWasKnownBy() throws Exception {
        new TestBundle()
                .tower(TestTowers.foldable())
                .items(IntStream.range(0, 15)
                        .mapToObj(i -> new Embedding(
                                ServingFixture.product(i),
                                new float[] {i / 5 == 0 ? 1 : 0, i / 5 == 1 ? 1 : 0, i / 5 == 2 ? 1 : 0, i / 100f}))
                        .toList())
                .manifest(manifest -> TestBundle.withFoldIn(
                        TestBundle.withInputs(manifest, TowerInput.text("customerNumber"), TowerInput.text("city")),
                        new FoldInDescription(2, 5, 10, 0.1, 0.1)))
                .writeTo(artifacts);
        String customer = "\"customer_number\":7";
        String looking = ",\"browse_history\":" + history("P10", "P11");

        List<Recommendation> answers = answers(
                List.of(
                        customer,
                        customer + looking,
                        "\"session_id\":\"s\"" + looking,
                        "\"customer_number\":8,\"city\":\"Paris\"",
                        "\"customer_number\":8",
                        customer + ",\"browse_history\":" + history("P99")),
                Duration.ZERO);

        assertThat(answers)
                .extracting(Recommendation::knownBy)
                .containsExactly(
                        List.of(KnownBy.CUSTOMER),
                        List.of(KnownBy.CUSTOMER, KnownBy.SESSION),
                        List.of(KnownBy.SESSION),
                        List.of(KnownBy.FEATURES),
                        List.of(),
                        List.of(KnownBy.CUSTOMER));
        assertThat(ids(answers.get(0))).containsExactly("P04", "P03", "P02", "P01", "P00");
        assertThat(ids(answers.get(1))).startsWith("P14", "P13", "P12");
        assertThat(ids(answers.get(2))).startsWith("P14", "P13", "P12");
        assertThat(ids(answers.get(3))).startsWith("P09");
        assertOutcome(answers.get(4), ServedBy.POPULARITY, FallbackReason.MISSING_FEATURES);
        assertThat(ids(answers.get(5))).startsWith("P04");
        assertThat(answers.get(0).recommendedItems().get(0).score()).isBetween(1.539f, 1.541f);
    }

    @Test
    void aModelThatFailsOnSomeEventsAnswersTheOthers() throws Exception {
        int rows = 10;
        ServingFixture.bundle()
                .tower(TestTowers.rowByCredit(TestBundle.DIMENSION, rows))
                .manifest(manifest -> TestBundle.withInputs(
                        manifest, new TowerInput("creditLimit", InputType.INT64, Optional.of(0.0))))
                .writeTo(artifacts);
        String fails = "\"credit_limit\":5000";
        String notANumber = "\"credit_limit\":9";

        List<Recommendation> answers =
                answers(List.of("\"credit_limit\":3", fails, notANumber, "\"credit_limit\":4"), Duration.ZERO);

        assertThat(answers)
                .extracting(Recommendation::servedBy)
                .containsExactly(ServedBy.MODEL, ServedBy.POPULARITY, ServedBy.POPULARITY, ServedBy.MODEL);
        assertThat(answers.subList(1, 3)).allSatisfy(answer -> {
            assertOutcome(answer, ServedBy.POPULARITY, FallbackReason.MODEL_ERROR);
            assertThat(ids(answer)).containsExactly("P00", "P01", "P02", "P03", "P04");
        });
        assertThat(firstFailure)
                .hasValueSatisfying(line -> assertThat(line).contains("user_tower.onnx failed on 4 rows: Error code"));
    }

    @Test
    void whatComesTooLateIsAnsweredWithWhatIsPopular() throws Exception {
        shop.publishModel();

        Recommendation intime =
                answers(List.of(PARIS), Duration.ofMillis(1_000)).get(0);
        Recommendation late = answers(List.of(PARIS), Duration.ofMillis(1_001)).get(0);

        assertThat(intime.servedBy()).isEqualTo(ServedBy.MODEL);
        assertThat(ids(late)).startsWith("P10");
        assertOutcome(late, ServedBy.POPULARITY, FallbackReason.DEADLINE);
        assertThat(late.modelVersion()).isNotNull();
    }

    @Test
    void scoresThatAreNotFiniteAreAFailureOfTheModel() throws Exception {
        ServingFixture.bundle()
                .items(List.of(new Embedding("P03", new float[] {3e38f, 3e38f, 3e38f, 3e38f})))
                .writeTo(artifacts);

        Recommendation answer = answer(PARIS + ",\"credit_limit\":5");

        assertThat(ids(answer)).startsWith("P10");
        assertOutcome(answer, ServedBy.POPULARITY, FallbackReason.MODEL_ERROR);
        assertThat(firstFailure).hasValueSatisfying(line -> assertThat(line).contains("scores are not finite"));
    }

    @Test
    void onlyWhatTheNewestCatalogueHasAndHasInStockIsOffered() throws Exception {
        shop.withCatalogue(Map.of(
                "P16", 5, "P17          ", 0, "P15  ", 5, "P14", 5, " P02", 5, "P03  ", 5, "P10", 0, "P11  ", 5));
        ServingFixture.bundle()
                .items(IntStream.range(0, 19)
                        .mapToObj(i -> new Embedding(ServingFixture.product(i) + "  ", new float[] {i, 0, 1, 1}))
                        .toList())
                .writeTo(artifacts);

        Recommendation byModel = answer(PARIS + ",\"browse_history\":" + history("P01"));
        Recommendation popular = answers(List.of(PARIS), Duration.ofDays(1)).get(0);

        assertThat(ids(byModel)).containsExactly("P16", "P15", "P14", "P11", "P03");
        assertThat(byModel.similarItems().get(0).similarItems())
                .extracting(SimilarItem::id)
                .containsExactly("P02", "P03", "P11", "P14", "P15");
        assertThat(ids(popular)).containsExactly("P11", "P02", "P03", "P14", "P15");
    }

    @Test
    void whatIsBeingLookedAtIsNotRecommended() throws Exception {
        shop.publishModel();

        Recommendation answer = answer(PARIS + ",\"browse_history\":" + history("P18", "P17"));

        assertThat(ids(answer)).containsExactly("P18", "P16", "P15", "P14", "P13");
    }

    @Test
    void aFewItemsAreFilledUp() throws Exception {
        shop.withStock(IntStream.range(2, 18).mapToObj(ServingFixture::product).collect(Collectors.toSet()));
        shop.publishModel();

        Recommendation answer = answer(PARIS);

        assertThat(ids(answer)).containsExactly("P18", "P01", "P00", "P19");
        assertThat(answer.recommendedItems().get(3).score()).isNull();
        assertOutcome(answer, ServedBy.PARTIAL, FallbackReason.TOO_FEW_ITEMS);
    }

    @Test
    void anAnswerIsNeverEmpty() throws Exception {
        shop.withStock(IntStream.range(0, 20).mapToObj(ServingFixture::product).collect(Collectors.toSet()));

        Recommendation answer = answer(PARIS);

        assertThat(ids(answer)).containsExactly("P10", "P11", "P12", "P00", "P01");
        assertOutcome(answer, ServedBy.POPULARITY, FallbackReason.NO_MODEL);
    }

    @Test
    void thatNothingIsLeftIsToldBeforeThatItemsAreFew() throws Exception {
        shop.withStock(IntStream.range(0, 20).mapToObj(ServingFixture::product).collect(Collectors.toSet()));
        shop.publishModel();

        Recommendation answer = answer(PARIS + ",\"browse_history\":" + history("P19"));

        assertThat(ids(answer)).containsExactly("P10", "P11", "P12", "P00", "P01");
        assertOutcome(answer, ServedBy.POPULARITY, FallbackReason.NOTHING_LEFT);
    }

    private static void assertOutcome(Recommendation answer, ServedBy servedBy, FallbackReason reason) {
        assertThat(answer.servedBy()).isEqualTo(servedBy);
        assertThat(answer.reason()).isEqualTo(reason);
    }

    private static List<String> ids(Recommendation answer) {
        return answer.recommendedItems().stream().map(RecommendedItem::id).toList();
    }

    private Recommendation answer(String fields) throws Exception {
        return answers(List.of(fields), Duration.ZERO).get(0);
    }

    private List<Recommendation> answers(List<String> events, Duration age) throws Exception {
        ServingSettings settings = new ServingSettings(shop.artifacts(), shop.lake(), Duration.ofMinutes(1), 5);
        try (CurrentServing current = CurrentServing.start(settings, new Configuration(), System.err::println)) {
            Serving serving = current.now();
            List<Recommendation> answers = new Recommender(
                            new RecommenderSettings(5, 5, Duration.ofSeconds(1)), Clock.fixed(NOW, ZoneOffset.UTC))
                    .answer(
                            events.stream()
                                    .map(fields -> question(fields, NOW.minus(age)))
                                    .toList(),
                            serving);
            firstFailure = serving.model().flatMap(ServedModel::firstFailure);
            return answers;
        }
    }

    private static Question question(String fields, Instant arrived) {
        Arrival arrival = new Arrival(arrived, "shard", "1", 0);
        byte[] data = ("{" + fields + "}").getBytes(StandardCharsets.UTF_8);
        return new Question(
                ((Activity) new ActivityParser().parse(data, arrival).get(0)).event(), arrival);
    }

    /** @param products a plus for those in the cart */
    private static String history(String... products) {
        return List.of(products).stream()
                .map(product -> "{\"product_code\":\"" + product.replace("+", "") + "\",\"in_shopping_cart\":"
                        + product.endsWith("+") + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }
}
