package io.recoflow.local.activity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.recoflow.local.activity.SimulatedRecord.Kind;
import io.recoflow.local.malformed.MalformedEvents;
import io.recoflow.local.malformed.ReasonOracle;
import io.recoflow.local.shop.SampleShop;
import io.recoflow.local.shop.ShopCustomer;
import io.recoflow.local.shop.ShopProduct;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ActivityEventsTest {
    private static final SampleShop SHOP = new SampleShop(1_000, 110, 20, 42, LocalDate.of(2026, 11, 19));
    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00.000123456Z");
    private static final int COUNT = 20_000;
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void theSameSeedMakesTheSameRecords() {
        SimulatedTraffic traffic = new SimulatedTraffic(100, 50, 0.1, 0.1, 0.1, 7);
        assertThat(texts(records(traffic, 2_000))).isEqualTo(texts(records(traffic, 2_000)));
    }

    @Test
    void anotherSeedMakesOthers() {
        assertThat(texts(records(new SimulatedTraffic(100, 50, 0.1, 0, 0, 7), 100)))
                .doesNotContainAnyElementsOf(texts(records(new SimulatedTraffic(100, 50, 0.1, 0, 0, 8), 100)));
    }

    @Test
    void everyEventKeepsTheContract() throws IOException {
        Set<String> codes =
                SHOP.inventProducts().stream().map(ShopProduct::code).collect(Collectors.toSet());
        Set<String> ids = new HashSet<>();
        for (SimulatedRecord record : records(SimulatedTraffic.of(100), 5_000)) {
            assertThat(ReasonOracle.reason(record.data())).isEqualTo("usable");
            JsonNode event = JSON.readTree(record.data());
            ids.add(event.path("event_id").textValue());
            assertThat(event.path("event_id").textValue()).isEqualTo("1-" + record.eventNumber());
            assertThat(event.path("event_type").textValue()).isEqualTo("user_activity");
            assertThat(event.path("event_time").textValue()).isEqualTo("2026-11-20T08:00:00.000123Z");
            assertThat(event.path("session_id").textValue())
                    .matches("[0-9a-f]{32}")
                    .isEqualTo(record.partitionKey());
            assertThat(event.path("browse_history").size()).isBetween(1, 12);
            for (JsonNode item : event.path("browse_history")) {
                assertThat(codes).contains(item.path("product_code").textValue());
                assertThat(item.path("quantity").asInt()).isBetween(1, 5);
                assertThat(item.path("in_shopping_cart").isBoolean()).isTrue();
            }
        }
        assertThat(ids).hasSize(5_000);
    }

    @Test
    void aSessionsHistoryGrowsAtItsEndUntilItIsFull() throws IOException {
        Map<String, List<String>> histories = new HashMap<>();
        boolean anyFull = false;
        for (JsonNode event : events(records(SimulatedTraffic.of(100), 5_000))) {
            List<String> items = new ArrayList<>();
            event.path("browse_history").forEach(item -> items.add(item.toString()));
            List<String> before =
                    histories.getOrDefault(event.path("session_id").textValue(), List.of());
            boolean full = before.size() == Session.LONGEST_HISTORY;
            anyFull |= full;
            assertThat(items).hasSize(full ? before.size() : before.size() + 1);
            assertThat(items.subList(0, items.size() - 1)).isEqualTo(before.subList(full ? 1 : 0, before.size()));
            histories.put(event.path("session_id").textValue(), items);
        }
        assertThat(anyFull).isTrue();
        assertThat(histories).hasSizeBetween(550, 1_500);
    }

    @Test
    void theSharesAreThoseThatWereAskedFor() throws IOException {
        List<SimulatedRecord> records = records(new SimulatedTraffic(100, 500, 0.2, 0.05, 0.1, 3), COUNT);
        assertThat(share(records, record -> record.kind() == Kind.MALFORMED)).isCloseTo(0.05, within(0.01));
        assertThat(share(records, record -> record.kind() == Kind.OTHER_TYPE)).isCloseTo(0.1, within(0.01));
        List<JsonNode> events = events(records);
        assertThat(share(events, event -> !event.has("customer_number"))).isCloseTo(0.05, within(0.02));
        List<ShopCustomer> customers = SHOP.inventCustomers();
        int last = customers.get(customers.size() - 1).number();
        assertThat(share(events, event -> event.path("customer_number").asInt() > last))
                .isCloseTo(0.2 * 0.95, within(0.04));
        assertThat(share(events, event -> event.path("browse_history")
                        .path(0)
                        .path("quantity")
                        .isTextual()))
                .isCloseTo(0.7, within(0.05));
        assertThat(share(events, event -> event.toString().contains("\"in_shopping_cart\":true")))
                .isBetween(0.2, 0.7);
    }

    @Test
    void customersOfTheShopSendWhatTheShopStores() throws IOException {
        Map<Integer, ShopCustomer> customers =
                SHOP.inventCustomers().stream().collect(Collectors.toMap(ShopCustomer::number, Function.identity()));
        boolean anyPadded = false;
        boolean anyTrimmed = false;
        for (JsonNode event : events(records(new SimulatedTraffic(100, 1_000, 0, 0, 0, 3), COUNT))) {
            if (event.has("customer_number")) {
                ShopCustomer customer = Objects.requireNonNull(
                        customers.get(event.path("customer_number").intValue()));
                String country = event.path("country").textValue();
                assertThat(country.trim()).isEqualTo(customer.country().trim());
                assertThat(event.path("city").textValue().trim())
                        .isEqualTo(customer.city().trim());
                assertThat(event.path("credit_limit").decimalValue()).isEqualByComparingTo(customer.creditLimit());
                anyPadded |= country.endsWith(" ");
                anyTrimmed |= !country.equals(customer.country());
            } else {
                assertThat(event.has("city") || event.has("country") || event.has("credit_limit"))
                        .isFalse();
            }
        }
        assertThat(anyPadded).isTrue();
        assertThat(anyTrimmed).isTrue();
    }

    @Test
    void popularProductsAndTheStyleJustLookedAtAreSeenMoreOften() throws IOException {
        Map<String, ShopProduct> products =
                SHOP.inventProducts().stream().collect(Collectors.toMap(ShopProduct::code, Function.identity()));
        Map<String, Integer> views = new HashMap<>();
        int pairs = 0;
        int sameStyle = 0;
        for (JsonNode event : events(records(SimulatedTraffic.of(100), COUNT))) {
            JsonNode history = event.path("browse_history");
            ShopProduct seen = product(products, history.path(history.size() - 1));
            views.merge(seen.code(), 1, Integer::sum);
            if (history.size() > 1) {
                pairs++;
                sameStyle += product(products, history.path(history.size() - 2)).style() == seen.style() ? 1 : 0;
            }
        }
        List<ShopProduct> byPopularity = products.values().stream()
                .sorted((a, b) -> Double.compare(b.popularity(), a.popularity()))
                .toList();
        assertThat(views.getOrDefault(byPopularity.get(0).code(), 0))
                .isGreaterThan(4 * views.getOrDefault(byPopularity.get(109).code(), 0));
        // By chance alone it would be every seventh.
        assertThat((double) sameStyle / pairs).isBetween(0.65, 0.85);
    }

    @Test
    void malformedRecordsComeInTheirOrder() {
        List<byte[]> sent = records(
                        new SimulatedTraffic(1, 1, 0, 1, 0, 1),
                        MalformedEvents.all().size() + 1)
                .stream()
                .map(SimulatedRecord::data)
                .toList();
        for (int i = 0; i < MalformedEvents.all().size(); i++) {
            assertThat(sent.get(i)).isSameAs(MalformedEvents.all().get(i).data());
        }
        assertThat(sent.get(sent.size() - 1)).isSameAs(sent.get(0));
    }

    @Test
    void hashKeysSpreadSessionsEvenly() {
        Set<String> sessions = new HashSet<>();
        double upperHalf = share(
                records(SimulatedTraffic.of(100), COUNT).stream()
                        .filter(record -> sessions.add(record.partitionKey()))
                        .toList(),
                record -> new BigInteger(record.explicitHashKey()).testBit(127));
        assertThat(upperHalf).isCloseTo(0.5, within(0.05));
    }

    @Test
    void trafficThatCannotBeIsRefused() {
        assertThatThrownBy(() -> SimulatedTraffic.of(0)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> SimulatedTraffic.of(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SimulatedTraffic(1, 0, 0, 0, 0, 1)).hasMessageContaining("shoppers");
        assertThatThrownBy(() -> new SimulatedTraffic(1, 1, 1.1, 0, 0, 1)).hasMessageContaining("unknown");
        assertThatThrownBy(() -> new SimulatedTraffic(1, 1, 0, 0.6, 0.6, 1)).hasMessageContaining("together");
    }

    private static List<SimulatedRecord> records(SimulatedTraffic traffic, int count) {
        ActivityEvents events = new ActivityEvents(SHOP, traffic);
        return IntStream.range(0, count).mapToObj(i -> events.next(NOW)).toList();
    }

    private static List<JsonNode> events(List<SimulatedRecord> records) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (SimulatedRecord record : records) {
            if (record.kind() == Kind.ACTIVITY) {
                events.add(JSON.readTree(record.data()));
            }
        }
        return events;
    }

    private static List<String> texts(List<SimulatedRecord> records) {
        return records.stream()
                .map(record -> record.explicitHashKey() + new String(record.data(), UTF_8))
                .toList();
    }

    private static ShopProduct product(Map<String, ShopProduct> products, JsonNode item) {
        return Objects.requireNonNull(products.get(item.path("product_code").textValue()));
    }

    private static <T> double share(List<T> all, Predicate<T> which) {
        return (double) all.stream().filter(which).count() / all.size();
    }
}
