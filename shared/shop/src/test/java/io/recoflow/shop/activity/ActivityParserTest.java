package io.recoflow.shop.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.shop.activity.ParsedActivity.Activity;
import io.recoflow.shop.activity.ParsedActivity.OtherType;
import io.recoflow.shop.activity.ParsedActivity.Rejected;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ActivityParserTest {

    private static final Instant ARRIVED = Instant.parse("2026-11-20T08:00:01Z");
    private static final String WHOLE = """
            {"event_id":"e1","event_type":"user_activity","event_time":"2026-11-20T09:00:00.123+01:00",
             "session_id":"45ba","customer_number":478,"city":"Pasadena ","state":"CA","postal_code":"90003",
             "country":"USA","credit_limit":59811.5,"loyalty":"gold","device":{"os":"x"},"age":1e2,
             "browse_history":[{"product_code":"S50_1514","quantity":" 1 ","in_shopping_cart":true},
                               {"product_code":"S18_3233","quantity":2,"in_shopping_cart":false},
                               {"product_code":"S18_3234"}]}""";

    private final ActivityParser parser = new ActivityParser();

    @Test
    void readsEveryFieldOfAnEvent() {
        ActivityEvent event = event(WHOLE);

        assertThat(event.eventId()).isEqualTo("e1");
        assertThat(event.eventTime()).isEqualTo(Instant.parse("2026-11-20T08:00:00.123Z"));
        assertThat(event.sessionId()).isEqualTo("45ba");
        assertThat(event.customerNumber()).isEqualTo(478);
        assertThat(event.city()).isEqualTo("Pasadena ");
        assertThat(event.creditLimit()).isEqualTo(59811.5);
        assertThat(event.browseHistory())
                .containsExactly(
                        new BrowsedProduct("S50_1514", 1, true),
                        new BrowsedProduct("S18_3233", 2, false),
                        new BrowsedProduct("S18_3234", null, false));
        assertThat(event.otherFields()).isEqualTo(Map.of("loyalty", "gold", "device", "{\"os\":\"x\"}", "age", "1E+2"));
    }

    @Test
    void knowsFeaturesByTheNamesOfTheTrainingData() {
        ActivityEvent event = event("""
                {"city":"Paris","postal_code":"75001","credit_limit":7,"loyalty_points":12}""");

        assertThat(event.feature("city")).isEqualTo("Paris");
        assertThat(event.feature("postalCode")).isEqualTo("75001");
        assertThat(event.feature("creditLimit")).isEqualTo(7.0);
        assertThat(event.feature("loyaltyPoints")).isEqualTo("12");
        assertThat(event.feature("country")).isNull();
    }

    @Test
    void givesWhatOlderProducersLeaveOut() {
        ActivityEvent event = event("{\"session_id\":\"s\"}");

        assertThat(event.eventId()).isEqualTo("shardId-000000000000:495:3");
        assertThat(event.eventTime()).isEqualTo(ARRIVED);
        assertThat(event.browseHistory()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"session_id\":\"s\",\"browse_history\":null,\"city\":null,\"event_type\":null}",
                "\uFEFF{\"session_id\":\"after a byte order mark\"}",
                "  {\"country\":\"\\ud83d\\ude00 is a pair\"}  ",
                "{\"customer_number\":478.0}",
                "{\"credit_limit\":0}",
                "{\"browse_history\":[{\"product_code\":\"x\",\"quantity\":\"1000000\"}]}",
                "{\"session_id\":\"s\",\"deep\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}",
                "{\"session_id\":\"s\",\"huge\":1e2000000000}"
            })
    void isLenientWhereNothingIsLost(String json) {
        assertThat(parse(json)).isInstanceOf(Activity.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "``; EMPTY; 0 bytes",
                "` \t\n`; EMPTY; white space",
                "{; NOT_JSON; Unexpected end",
                "{}{}; NOT_JSON; ",
                "{\"a\":1,\"a\":2}; NOT_JSON; Duplicate field",
                "[]; NOT_AN_OBJECT; It is array",
                "null; NOT_AN_OBJECT; It is null",
                "{\"customer_number\":\"478\"}; WRONG_TYPE; customer_number is string, and must be number",
                "{\"event_type\":7}; WRONG_TYPE; event_type is number",
                "{\"browse_history\":[{\"product_code\":1}]}; WRONG_TYPE; browse_history[0].product_code is number",
                "{\"customer_number\":1.5}; BAD_VALUE; customer_number is 1.5",
                "{\"customer_number\":1e1000000000}; BAD_VALUE; customer_number is Infinity",
                "{\"credit_limit\":-1}; BAD_VALUE; credit_limit is -1.0",
                "{\"session_id\":\"\\ud800\"}; BAD_VALUE; surrogate",
                "{\"session_id\":\"s\",\"\\udc00\":1}; BAD_VALUE; surrogate",
                "{\"browse_history\":[{\"quantity\":1}]}; BAD_VALUE; product_code is missing",
                "{\"event_time\":\"yesterday\",\"session_id\":\"s\"}; BAD_VALUE; ISO 8601",
                "{}; NO_USABLE_FIELD; ",
                "{\"event_id\":\"e\",\"browse_history\":[],\"session_id\":\" \"}; NO_USABLE_FIELD; ",
            })
    void rejectsWhatIsNoEventAndSaysWhy(String json, RejectionReason reason, String message) {
        assertThat(parse(json)).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(reason);
            assertThat(rejected.message())
                    .contains(message == null ? "" : message)
                    .hasSizeLessThanOrEqualTo(200);
        });
    }

    @Test
    void rejectsWhatIsTooLargeOrTooDeep() {
        assertThat(reason("{\"session_id\":\"" + "x".repeat(300_000) + "\"}")).isEqualTo(RejectionReason.TOO_LARGE);
        assertThat(reason("[".repeat(33))).isEqualTo(RejectionReason.TOO_DEEP);
        assertThat(reason("{\"a\":" + "1".repeat(1_001) + "}")).isEqualTo(RejectionReason.BAD_VALUE);
    }

    @Test
    void countsOtherTypesWhateverElseTheyHold() {
        assertThat(parse("{\"event_type\":\"system_metric\",\"customer_number\":\"wrong\"}"))
                .isEqualTo(new OtherType("system_metric"));
        assertThat(parse("{\"event_type\":\"" + "x".repeat(100) + "\"}")).isEqualTo(new OtherType("x".repeat(64)));
    }

    @Test
    void neverFailsWhateverTheBytesAre() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        byte[] whole = WHOLE.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] data = whole.clone();
            for (int damage = random.nextInt(4); damage >= 0; damage--) {
                data[random.nextInt(data.length)] = (byte) random.nextInt(256);
            }
            assertThat(parse(data)).isNotNull();
        }
    }

    private ActivityEvent event(String json) {
        return ((Activity) parse(json)).event();
    }

    private RejectionReason reason(String json) {
        return ((Rejected) parse(json)).reason();
    }

    private ParsedActivity parse(String json) {
        return parse(json.getBytes(StandardCharsets.UTF_8));
    }

    private ParsedActivity parse(byte[] data) {
        return parser.parse(data, new Arrival(ARRIVED, "shardId-000000000000", "495", 3));
    }
}
