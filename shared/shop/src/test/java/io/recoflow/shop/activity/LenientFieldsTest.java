package io.recoflow.shop.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.shop.activity.ParsedActivity.Activity;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What fields of an event are taken as. */
final class LenientFieldsTest {

    private static final Instant ARRIVED = Instant.parse("2026-11-20T08:00:01Z");

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            nullValues = "null",
            value = {
                // Fields of the event as the parser has them, and what it notes.
                "city; 98240; 98240; ",
                "postal_code; 98240; 98240; ",
                "postal_code; 98240.0; 98240; ",
                "postal_code; 1e2; 100; ",
                "session_id; 4711; 4711; ",
                "event_id; 4711; 4711; ",
                "event_id; 12345678901234567890; 12345678901234567890; ",
                "country; true; null; country: no text, left out",
                "city; [\"Paris\"]; null; city: no text, left out",
                "state; {\"name\":\"CA\"}; null; state: no text, left out",
                "country; \"\\ud800\"; null; country: half of a surrogate pair, left out",
                "country; \"\\ud83d\\ude00\"; \uD83D\uDE00; ",
                "session_id; \"  \"; null; ",
                "customer_number; \"478\"; 478; ",
                "customer_number; \" 478 \"; 478; ",
                "customer_number; \"00478\"; 478; ",
                "customer_number; 478.0; 478; ",
                "customer_number; 4.78e2; 478; ",
                "customer_number; 2147483647; 2147483647; ",
                "customer_number; \"\"; null; ",
                "customer_number; 2147483648; null; `customer_number: no whole number from 0 to 2147483647, left out`",
                "customer_number; 478.5; null; `customer_number: no whole number from 0 to 2147483647, left out`",
                "customer_number; -1; null; `customer_number: no whole number from 0 to 2147483647, left out`",
                "customer_number; \"C-478\"; null; `customer_number: no whole number from 0 to 2147483647, left out`",
                "customer_number; \"0x10\"; null; `customer_number: no whole number from 0 to 2147483647, left out`",
                "customer_number; 1e1000000000; null; `customer_number: no whole number from 0 to 2147483647, left out`",
                "customer_number; [478]; null; `customer_number: no whole number from 0 to 2147483647, left out`",
                "credit_limit; \"59811\"; 59811.0; ",
                "credit_limit; \"5.9811e4\"; 59811.0; ",
                "credit_limit; 0; 0.0; ",
                "credit_limit; \"59,811\"; null; `credit_limit: no number from 0 to 1000000000000, left out`",
                "credit_limit; \"NaN\"; null; `credit_limit: no number from 0 to 1000000000000, left out`",
                "credit_limit; -1; null; `credit_limit: no number from 0 to 1000000000000, left out`",
                "credit_limit; 1e400; null; `credit_limit: no number from 0 to 1000000000000, left out`",
                "credit_limit; false; null; `credit_limit: no number from 0 to 1000000000000, left out`",
                "event_time; 1763625600; 2025-11-20T08:00:00Z; ",
                "event_time; 1763625600.25; 2025-11-20T08:00:00.250Z; ",
                "event_time; 1763625600123; 2025-11-20T08:00:00.123Z; ",
                "event_time; 1763625600123456; 2025-11-20T08:00:00.123456Z; ",
                "event_time; 1763625600123456000; 2025-11-20T08:00:00.123456Z; ",
                "event_time; 1.763625600123e12; 2025-11-20T08:00:00.123Z; ",
                "event_time; \"1763625600123\"; 2025-11-20T08:00:00.123Z; ",
                "event_time; \" 1763625600 \"; 2025-11-20T08:00:00Z; ",
                "event_time; \"2026-11-20T09:00:00+01:00\"; 2026-11-20T08:00:00Z; ",
                "event_time; \"2026-11-20T09:00:00+0100\"; 2026-11-20T08:00:00Z; ",
                "event_time; \"2026-11-20T09:00:00+01\"; 2026-11-20T08:00:00Z; ",
                "event_time; \"2026-11-20T09:00:00+01:00[Europe/Paris]\"; 2026-11-20T08:00:00Z; ",
                "event_time; \"2026-11-20 08:00:00.123Z\"; 2026-11-20T08:00:00.123Z; ",
                "event_time; \"2026-11-20 08:00:00 UTC\"; 2026-11-20T08:00:00Z; ",
                "event_time; \"2026-11-20 08:00:00 +0000\"; 2026-11-20T08:00:00Z; ",
                "event_time; \"2026-11-20t08:00z\"; 2026-11-20T08:00:00Z; ",
                "event_time; \"2026/11/20 08:00:00Z\"; 2026-11-20T08:00:00Z; ",
                "event_time; `\"2026-11-20T08:00:00,5Z\"`; 2026-11-20T08:00:00.500Z; ",
                "event_time; `\"Fri, 20 Nov 2026 08:00:00 GMT\"`; 2026-11-20T08:00:00Z; ",
                "event_time; \"2026-11-20T08:00:00\"; 2026-11-20T08:00:00Z; `event_time: no zone, taken as UTC`",
                "event_time; \"2026-11-20 08:00\"; 2026-11-20T08:00:00Z; `event_time: no zone, taken as UTC`",
                "event_time; \"2026-11-20\"; 2026-11-20T00:00:00Z; `event_time: a day without a time, taken as its beginning in UTC`",
                "event_time; \"\"; 2026-11-20T08:00:01Z; ",
                "event_time; \"yesterday\"; 2026-11-20T08:00:01Z; `event_time: no time, left out`",
                "event_time; \"20/11/2026 08:00 UTC\"; 2026-11-20T08:00:01Z; `event_time: no time, left out`",
                "event_time; \"2026-13-20T08:00:00Z\"; 2026-11-20T08:00:01Z; `event_time: no time, left out`",
                "event_time; \"2026-11-31T08:00:00Z\"; 2026-11-20T08:00:01Z; `event_time: no time, left out`",
                "event_time; \"2026-11-20T25:00:00Z\"; 2026-11-20T08:00:01Z; `event_time: no time, left out`",
                "event_time; \"2026-11-20T08:00:00 local\"; 2026-11-20T08:00:01Z; `event_time: no time, left out`",
                "event_time; \"08:00:00Z\"; 2026-11-20T08:00:01Z; `event_time: no time, left out`",
                "event_time; 12345; 2026-11-20T08:00:01Z; `event_time: no time, left out`",
                "event_time; 1e999999999; 2026-11-20T08:00:01Z; `event_time: no time, left out`",
                "event_time; 1e-999999999; 2026-11-20T08:00:01Z; `event_time: no time, left out`",
                "event_time; 99999999999999999999999; 2026-11-20T08:00:01Z; `event_time: no time, left out`",
                "event_time; true; 2026-11-20T08:00:01Z; `event_time: no time, left out`",
                "event_time; {\"$date\":1}; 2026-11-20T08:00:01Z; `event_time: no time, left out`",
                "event_type; 7; user_activity; `event_type: no text, taken as user_activity`",
                "event_type; \" User_Activity \"; user_activity; ",
                "event_type; \"\"; user_activity; ",
            })
    void fieldsAreTakenWhereTheirMeaningIsPlain(
            String field, String value, @Nullable String expected, @Nullable String note) {
        ActivityEvent event = event("{\"" + field + "\":" + value + ",\"zip\":\"after it\"}");

        assertThat(Arrays.stream(ActivityEvent.class.getRecordComponents())
                        .filter(component -> component.getName().equals(camelCase(field)))
                        .map(component -> invoke(component, event))
                        .findFirst()
                        .orElseThrow())
                .isEqualTo(String.valueOf(expected));
        assertThat(event.notes()).isEqualTo(note == null ? List.of() : List.of(note));
        assertThat(event.otherFields()).isEqualTo(Map.of("zip", "after it"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            nullValues = "null",
            value = {
                "{\"product_code\":\"P1\"}; P1; null; false; ",
                "{\"product_code\":\" P1  \"}; P1; null; false; ",
                "{\"product_code\":1234}; 1234; null; false; ",
                "\"P1\"; P1; null; false; ",
                "1234; 1234; null; false; ",
                "{\"product_code\":\"P1\",\"quantity\":\"2.0\"}; P1; 2; false; ",
                "{\"product_code\":\"P1\",\"quantity\":2.0}; P1; 2; false; ",
                "{\"product_code\":\"P1\",\"quantity\":\" 2 \"}; P1; 2; false; ",
                "{\"product_code\":\"P1\",\"quantity\":\"\"}; P1; null; false; ",
                "{\"product_code\":\"P1\",\"quantity\":\"1000000\"}; P1; 1000000; false; ",
                "{\"product_code\":\"P1\",\"quantity\":-1}; P1; null; false; quantity: no whole number",
                "{\"product_code\":\"P1\",\"quantity\":1000001}; P1; null; false; quantity: no whole number",
                "{\"product_code\":\"P1\",\"quantity\":1.5}; P1; null; false; quantity: no whole number",
                "{\"product_code\":\"P1\",\"quantity\":\"1 piece\"}; P1; null; false; quantity: no whole number",
                "{\"product_code\":\"P1\",\"quantity\":true}; P1; null; false; quantity: no whole number",
                "{\"product_code\":\"P1\",\"quantity\":[1]}; P1; null; false; quantity: no whole number",
                "{\"product_code\":\"P1\",\"in_shopping_cart\":1}; P1; null; true; ",
                "{\"product_code\":\"P1\",\"in_shopping_cart\":0}; P1; null; false; ",
                "{\"product_code\":\"P1\",\"in_shopping_cart\":\"true\"}; P1; null; true; ",
                "{\"product_code\":\"P1\",\"in_shopping_cart\":\"Yes\"}; P1; null; true; ",
                "{\"product_code\":\"P1\",\"in_shopping_cart\":\"Y\"}; P1; null; true; ",
                "{\"product_code\":\"P1\",\"in_shopping_cart\":\"no\"}; P1; null; false; ",
                "{\"product_code\":\"P1\",\"in_shopping_cart\":\"maybe\"}; P1; null; false; in_shopping_cart: neither",
                "{\"product_code\":\"P1\",\"in_shopping_cart\":{}}; P1; null; false; in_shopping_cart: neither",
                "{\"product_code\":\"P1\",\"other\":[{\"product_code\":\"P2\"}]}; P1; null; false; ",
            })
    void productsAreTakenWhereTheirMeaningIsPlain(
            String entry, String code, @Nullable Integer quantity, boolean inCart, @Nullable String note) {
        for (String history : List.of("[" + entry + "]", entry)) {
            ActivityEvent event = event("{\"browse_history\":" + history + ",\"zip\":1}");

            assertThat(event.browseHistory()).containsExactly(new BrowsedProduct(code, quantity, inCart));
            assertThat(event.notes()).hasSize(note == null ? 0 : 1).allMatch(each -> each.contains("" + note));
            assertThat(event.otherFields()).containsOnlyKeys("zip");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "[[\"P2\"]]",
                "{}",
                "{\"quantity\":1}",
                "{\"product_code\":null}",
                "{\"product_code\":\"  \"}",
                "{\"product_code\":{\"a\":\"P2\"}}",
                "{\"product_code\":\"12345678901234567890123456789012345678901234567890123456789012345\"}"
            })
    void entriesWithoutAProductAreLeftOut(String entry) {
        ActivityEvent event = event("{\"browse_history\":[\"P0\"," + entry + ",\"P1\"],\"zip\":1}");

        assertThat(event.browseHistory())
                .extracting(BrowsedProduct::productCode)
                .containsExactly("P0", "P1");
        assertThat(event.notes()).contains("browse_history: entries without a product code left out");
        assertThat(event.otherFields()).containsOnlyKeys("zip");
    }

    @Test
    void ofALongHistoryTheNewestAreKept() {
        ActivityEvent event = event("{\"browse_history\":["
                + IntStream.range(0, 1_003).mapToObj(i -> "\"P" + i + "\"").collect(Collectors.joining(",")) + "]}");

        assertThat(event.browseHistory())
                .hasSize(1_000)
                .startsWith(new BrowsedProduct("P3", null, false))
                .endsWith(new BrowsedProduct("P1002", null, false));
        assertThat(event.notes()).containsExactly("browse_history: only the newest 1000 entries are kept");
        assertThat(event("{\"browse_history\":[]}").browseHistory()).isEmpty();
    }

    private static ActivityEvent event(String json) {
        ParsedActivity parsed = new ActivityParser()
                .parse(json.getBytes(StandardCharsets.UTF_8), new Arrival(ARRIVED, "shardId-000000000000", "495", 3))
                .get(0);
        return ((Activity) parsed).event();
    }

    private static String camelCase(String field) {
        int underscore = field.indexOf('_');
        return underscore < 0
                ? field
                : field.substring(0, underscore)
                        + Character.toUpperCase(field.charAt(underscore + 1))
                        + field.substring(underscore + 2);
    }

    private static String invoke(RecordComponent component, ActivityEvent event) {
        try {
            return String.valueOf(component.getAccessor().invoke(event));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
