package io.recoflow.shop.review;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.shop.review.ParsedReview.Rejected;
import io.recoflow.shop.review.ParsedReview.Valid;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ReviewParserTest {

    private static final Instant ARRIVED = Instant.parse("2026-11-20T08:00:01Z");
    private static final String WHOLE = """
            {"review_id":"R1","reviewer_id":"C478","product_id":"S18_1342","marketplace_id":"US","star_rating":5,
             "review_title":"Größer","review_text":"🙂 as shown","review_date":"2026-11-19T10:00:00.1234567+01:00",
             "product_category":"Classic Cars","helpful_votes":2,"verified_purchase":true,
             "vine":"N","images":[{"url":"x"}],"weight":1.50,"nothing":null}""";
    private static final String LEAST = """
            {"review_id":"R1","reviewer_id":"C478","product_id":"S18_1342","marketplace_id":"US","star_rating":5,
             "review_date":"%s"}""";

    private final ReviewParser parser = new ReviewParser();

    static List<HostilePayload> hostilePayloads() {
        return HostilePayload.all();
    }

    @Test
    void readsEveryFieldAndKeepsWhatItDoesNotKnow() {
        assertThat(review(WHOLE))
                .isEqualTo(new Review(
                        "R1",
                        "C478",
                        "S18_1342",
                        "US",
                        5,
                        "Größer",
                        "🙂 as shown",
                        Instant.parse("2026-11-19T09:00:00.123456Z"),
                        "Classic Cars",
                        2,
                        true,
                        Map.of("vine", "N", "images", "[{\"url\":\"x\"}]", "weight", "1.50")));
    }

    @Test
    void whatNotEveryReviewHasMayBeAbsent() {
        Review review = review(LEAST.formatted("2026-11-19"));

        assertThat(review.reviewText()).isNull();
        assertThat(review.helpfulVotes()).isNull();
        assertThat(review.verifiedPurchase()).isNull();
        assertThat(review.otherFields()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-19, 2026-11-19T00:00:00Z",
        "2026-11-19T10:00:00, 2026-11-19T10:00:00Z",
        "2026-11-19T10:00, 2026-11-19T10:00:00Z",
        "2026-11-19T10:00:00.5Z, 2026-11-19T10:00:00.5Z",
        "2026-11-19T10:00:00-05:00, 2026-11-19T15:00:00Z",
        "2026-11-21T08:00:00Z, 2026-11-21T08:00:00Z",
        "1990-01-01, 1990-01-01T00:00:00Z"
    })
    void datesAndTimesOfIso8601AreTaken(String text, Instant date) {
        assertThat(review(LEAST.formatted(text)).reviewDate()).isEqualTo(date);
    }

    @Test
    void aByteOrderMarkAndAWholeNumberWithAPointAreNoReasons() {
        assertThat(review("\uFEFF" + WHOLE.replace("\"star_rating\":5", "\"star_rating\":5.0"))
                        .starRating())
                .isEqualTo(5);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostilePayloads")
    void whatIsNoReviewIsGivenItsReason(HostilePayload payload) {
        assertThat(parser.parse(payload.data(), ARRIVED)).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.reason().code()).as(rejected.message()).isEqualTo(payload.reason());
            assertThat(rejected.message()).isNotBlank().hasSizeLessThanOrEqualTo(300);
        });
    }

    @Test
    void thePayloadsAreManyAndHaveEveryReasonOfTheParser() {
        assertThat(hostilePayloads()).hasSizeGreaterThanOrEqualTo(60);
        assertThat(hostilePayloads().stream().map(HostilePayload::reason).distinct())
                .containsExactlyInAnyOrder(
                        "empty",
                        "too_large",
                        "not_utf8",
                        "too_deep",
                        "not_json",
                        "not_an_object",
                        "missing_field",
                        "wrong_type",
                        "bad_value");
    }

    @Test
    void whateverBytesComeAnOutcomeComes() {
        Random random = new Random(7);
        byte[] whole = WHOLE.getBytes(UTF_8);
        for (int i = 0; i < 5_000; i++) {
            byte[] data = whole.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                data[random.nextInt(data.length)] = (byte) random.nextInt(256);
            }
            assertThat(parser.parse(data, ARRIVED)).isNotNull();
        }
    }

    private Review review(String json) {
        ParsedReview parsed = parser.parse(json.getBytes(UTF_8), ARRIVED);
        assertThat(parsed).isInstanceOf(Valid.class);
        return ((Valid) parsed).review();
    }
}
