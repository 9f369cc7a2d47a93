package io.recoflow.shop.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.shop.activity.ParsedActivity.Activity;
import io.recoflow.shop.activity.ParsedActivity.OtherType;
import io.recoflow.shop.activity.ParsedActivity.Rejected;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        assertThat(event.otherFields()).isEqualTo(Map.of("loyalty", "gold", "device", "{\"os\":\"x\"}", "age", "1e2"));
    }

    @Test
    void knowsFeaturesByTheNamesOfTheTrainingData() {
        ActivityEvent event = event("""
                {"city":"Paris","postal_code":"75001","credit_limit":7,"loyalty_points":12}""");

        assertThat(event.feature("city")).isEqualTo("Paris");
        assertThat(event.feature("postalCode")).isEqualTo("75001");
        assertThat(event.feature("creditLimit")).isEqualTo(7.0);
        assertThat(event.feature("credit_limit")).isEqualTo(7.0);
        assertThat(event.feature("postal_code")).isEqualTo("75001");
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

    @Test
    void everyObjectIsAnEvent() {
        assertThat(event("{}").eventId()).isEqualTo("shardId-000000000000:495:3");
        assertThat(event("{}").notes()).isEmpty();
        assertThat(event(" {\"event_id\":\"only\"} ").eventId()).isEqualTo("only");
        assertThat(event("\uFEFF{\"session_id\":\"after a byte order mark\"}").sessionId())
                .startsWith("after");
        assertThat(event("{\"session_id\":null,\"browse_history\":null,\"event_type\":null}"))
                .isEqualTo(event("{}"));
        assertThat(event("{\"event\":{\"session_id\":\"s\"}}").otherFields())
                .isEqualTo(Map.of("event", "{\"session_id\":\"s\"}"));
    }

    @Test
    void otherFieldsAreKeptAsTheyAreWritten() {
        String deep = "[".repeat(31) + "]".repeat(31);
        String large = "[" + "\"é, \\\" \", ".repeat(10_000) + "1]";
        ActivityEvent event = event("{\"deep\":" + deep + ",\"large\":" + large + ",\"text\":\"é\\n\",\"number\":1.50,"
                + "\"huge\":1e2000000000,\"long\":" + "7".repeat(5_000)
                + ",\"flag\":false,\"nothing\":null,\"zip\":1}");

        assertThat(event.otherFields())
                .containsEntry("deep", deep)
                .containsEntry("large", large)
                .containsEntry("text", "é\n")
                .containsEntry("number", "1.50")
                .containsEntry("huge", "1e2000000000")
                .containsEntry("long", "7".repeat(5_000))
                .containsEntry("flag", "false")
                .containsEntry("zip", "1")
                .hasSize(8);
        assertThat(event.notes()).isEmpty();
    }

    @Test
    void whatNoTableTakesIsLeftOutOfOtherFields() {
        ActivityEvent event = event("{\"" + "x".repeat(60_000) + "\":1,\"\\udc00\":1,\"half\":\"\\ud800\",\"zip\":1}");

        assertThat(event.otherFields()).isEqualTo(Map.of("zip", "1"));
        assertThat(event.notes())
                .containsExactly(
                        "other_fields: a name longer than 256 characters, left out",
                        "other_fields: half of a surrogate pair, left out");
        assertThat(event("{\"city\":\"" + "c".repeat(257) + "\"}"))
                .returns(null, ActivityEvent::city)
                .returns(List.of("city: longer than 256 characters, left out"), ActivityEvent::notes);
    }

    @Test
    void ofAFieldThatIsThereTwiceTheLastIsTaken() {
        ActivityEvent event = event("{\"city\":\"a\",\"x\":1,\"city\":\"b\",\"x\":2}");

        assertThat(event.city()).isEqualTo("b");
        assertThat(event.otherFields()).isEqualTo(Map.of("x", "2"));
        assertThat(event.notes())
                .containsExactly(
                        "city: there twice, the last is taken", "other_fields: there twice, the last is taken");
    }

    @Test
    void anArrayIsSeveralEvents() {
        List<ParsedActivity> parsed =
                parse("[{\"event_id\":\"a\"}, [{\"session_id\":\"s\"}], {\"event_type\":\"log\"}, 7.5,"
                        + " \"é \\\" x\" , null, {}]");

        assertThat(parsed).hasSize(7);
        assertThat(parsed)
                .extracting(each -> each.arrival().subSequenceNumber())
                .containsExactly(
                        3L,
                        1_000_000_003L,
                        2_000_000_003L,
                        3_000_000_003L,
                        4_000_000_003L,
                        5_000_000_003L,
                        6_000_000_003L);
        assertThat(((Activity) parsed.get(0)).event().eventId()).isEqualTo("a");
        assertThat(((Activity) parsed.get(1)).event())
                .returns("s", ActivityEvent::sessionId)
                .returns("shardId-000000000000:495:1000000003", ActivityEvent::eventId);
        assertThat(parsed.get(2)).isEqualTo(new OtherType("log", parsed.get(2).arrival()));
        assertThat(parsed.subList(3, 6))
                .allSatisfy(each -> assertThat(((Rejected) each).reason()).isEqualTo(RejectionReason.NOT_AN_OBJECT));
        assertThat(parsed.subList(3, 6))
                .extracting(each -> new String(((Rejected) each).data(), StandardCharsets.UTF_8))
                .containsExactly("7.5", "\"é \\\" x\"", "null");
        assertThat(parsed.get(6)).isInstanceOf(Activity.class);
    }

    @Test
    void anElementIsReadAloneAsItWasInItsArray() {
        Rejected element = (Rejected) parse("[{},7]").get(1);

        assertThat(parser.parse(element.data(), element.arrival()))
                .singleElement()
                .returns(element.arrival(), ParsedActivity::arrival)
                .isInstanceOf(Rejected.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "``; EMPTY; 0 bytes",
                "` \t\n`; EMPTY; white space",
                "{; NOT_JSON; Unexpected end",
                "{}{}; NOT_JSON; behind its end",
                "{}x; NOT_JSON; ",
                "[{}]{}; NOT_JSON; behind its end",
                "`[{},`; NOT_JSON; Unexpected end",
                "[]; NOT_AN_OBJECT; array without an object",
                "`[[],1]`; NOT_AN_OBJECT; array without an object",
                "null; NOT_AN_OBJECT; It is null",
                "\"{}\"; NOT_AN_OBJECT; It is string",
                "true; NOT_AN_OBJECT; It is boolean",
                "7; NOT_AN_OBJECT; It is number",
            })
    void rejectsWhatIsNoEventAndSaysWhy(String json, RejectionReason reason, String message) {
        assertThat(parse(json)).singleElement().isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(reason);
            assertThat(rejected.message())
                    .contains(message == null ? "" : message)
                    .hasSizeLessThanOrEqualTo(200);
            assertThat(new String(rejected.data(), StandardCharsets.UTF_8)).isEqualTo(json);
        });
    }

    @Test
    void rejectsWhatIsTooLargeOrTooDeep() {
        assertThat(reason("{\"session_id\":\"" + "x".repeat(300_000) + "\"}")).isEqualTo(RejectionReason.TOO_LARGE);
        assertThat(reason("[" + "{},".repeat(10_000) + "{}]")).isEqualTo(RejectionReason.TOO_LARGE);
        assertThat(parse("[" + "{},".repeat(9_999) + "{}]")).hasSize(10_000);
        assertThat(reason("[".repeat(33))).isEqualTo(RejectionReason.TOO_DEEP);
        assertThat(reason("{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}")).isEqualTo(RejectionReason.TOO_DEEP);
    }

    @Test
    void countsOtherTypesWhateverElseTheyHold() {
        assertThat(type("{\"event_type\":\"system_metric\",\"customer_number\":\"wrong\"}"))
                .isEqualTo("system_metric");
        assertThat(type("{\"customer_number\":[{}],\"event_type\":\"system_metric\"}"))
                .isEqualTo("system_metric");
        assertThat(type("{\"event_type\":\"" + "x".repeat(100) + "\"}")).isEqualTo("x".repeat(64));
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
            assertThat(parse(data)).isNotEmpty();
        }
    }

    private ActivityEvent event(String json) {
        return ((Activity) one(json)).event();
    }

    private String type(String json) {
        return ((OtherType) one(json)).type();
    }

    private RejectionReason reason(String json) {
        return ((Rejected) one(json)).reason();
    }

    private ParsedActivity one(String json) {
        List<ParsedActivity> parsed = parse(json);
        assertThat(parsed).hasSize(1);
        return parsed.get(0);
    }

    private List<ParsedActivity> parse(String json) {
        return parse(json.getBytes(StandardCharsets.UTF_8));
    }

    private List<ParsedActivity> parse(byte[] data) {
        return parser.parse(data, new Arrival(ARRIVED, "shardId-000000000000", "495", 3));
    }
}
