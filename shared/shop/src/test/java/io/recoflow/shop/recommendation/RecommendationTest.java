package io.recoflow.shop.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.shop.ContractJson;
import io.recoflow.shop.TableColumn;
import io.recoflow.shop.activity.ActivityEvent;
import io.recoflow.shop.activity.Arrival;
import io.recoflow.shop.activity.BrowsedProduct;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What shops read and tables hold today: fields may come on top of it, and none may change or go. */
final class RecommendationTest {

    private static final Instant TIME = Instant.parse("2026-11-20T08:00:00.123456789Z");
    private static final Arrival ARRIVAL =
            new Arrival(Instant.parse("2026-11-20T08:00:00.180Z"), "shardId-000000000000", "4966", 2);

    private static final Recommendation WHOLE = new Recommendation(
            new ActivityEvent(
                    "8f14e45f",
                    ActivityEvent.TYPE,
                    TIME,
                    "45ba",
                    478,
                    "Pasadena ",
                    "CA",
                    "90003",
                    "USA",
                    59811.0,
                    List.of(new BrowsedProduct("S50_1514", 1, true), new BrowsedProduct("S18_3233", null, false)),
                    Map.of("loyalty", "gold"),
                    List.of("event_time: no zone, taken as UTC")),
            List.of(new RecommendedItem("S12_1108", 4.61f), new RecommendedItem("S10_1949", null)),
            List.of(new SimilarItems("S50_1514", List.of(new SimilarItem("S18_2238", 0.071f)))),
            ServedBy.PARTIAL,
            FallbackReason.TOO_FEW_ITEMS,
            "20261120T080000Z",
            Instant.parse("2026-11-20T08:00:00.420Z"),
            ARRIVAL,
            List.of(KnownBy.CUSTOMER, KnownBy.SESSION));

    private static final Recommendation LEAST = new Recommendation(
            new ActivityEvent(
                    "e",
                    ActivityEvent.TYPE,
                    TIME,
                    null,
                    null,
                    null,
                    null,
                    null,
                    "USA",
                    null,
                    List.of(),
                    Map.of(),
                    List.of()),
            List.of(new RecommendedItem("P00", null)),
            List.of(),
            ServedBy.MODEL,
            null,
            null,
            Instant.EPOCH,
            ARRIVAL,
            List.of());

    @Test
    void hasTheEventsFieldsAndTheAnswer() {
        assertThat(json(WHOLE))
                .isEqualTo("{\"event_id\":\"8f14e45f\",\"event_type\":\"user_activity\","
                        + "\"event_time\":\"2026-11-20T08:00:00.123456Z\",\"session_id\":\"45ba\","
                        + "\"customer_number\":478,\"city\":\"Pasadena \",\"state\":\"CA\",\"postal_code\":\"90003\","
                        + "\"country\":\"USA\",\"credit_limit\":59811.0,"
                        + "\"browse_history\":[{\"product_code\":\"S50_1514\",\"quantity\":1,\"in_shopping_cart\":true},"
                        + "{\"product_code\":\"S18_3233\",\"in_shopping_cart\":false}],"
                        + "\"other_fields\":{\"loyalty\":\"gold\"},"
                        + "\"notes\":[\"event_time: no zone, taken as UTC\"],"
                        + "\"recommended_items\":[{\"id\":\"S12_1108\",\"score\":4.61},{\"id\":\"S10_1949\",\"score\":null}],"
                        + "\"similar_items\":[{\"product_code\":\"S50_1514\","
                        + "\"similar_items\":[{\"id\":\"S18_2238\",\"distance\":0.071}]}],"
                        + "\"served_by\":\"partial\",\"reason\":\"too_few_items\",\"model_version\":\"20261120T080000Z\","
                        + "\"recommended_at\":\"2026-11-20T08:00:00.420Z\",\"arrived_at\":\"2026-11-20T08:00:00.180Z\","
                        + "\"shard_id\":\"shardId-000000000000\",\"sequence_number\":\"4966\",\"sub_sequence_number\":2,"
                        + "\"known_by\":[\"customer\",\"session\"]}");
    }

    @Test
    void leavesOutWhatTheEventLacks() {
        assertThat(json(LEAST))
                .startsWith("{\"event_id\":\"e\",\"event_type\":\"user_activity\","
                        + "\"event_time\":\"2026-11-20T08:00:00.123456Z\",\"country\":\"USA\",\"browse_history\":[],"
                        + "\"recommended_items\":[")
                .contains("\"reason\":null,\"model_version\":null");
    }

    @Test
    void isReadAsItWasWritten() throws IOException {
        Recommendation read = ContractJson.read(ContractJson.write(WHOLE), Recommendation.class);

        assertThat(read)
                .usingRecursiveComparison()
                .ignoringFields("event.eventTime")
                .isEqualTo(WHOLE);
        assertThat(read.event().eventTime()).isEqualTo(Instant.parse("2026-11-20T08:00:00.123456Z"));
    }

    @Test
    void isReadWhateverLaterReleasesAdd() throws IOException {
        byte[] more = json(LEAST).replaceFirst("\\{", "{\"new\":[1],").getBytes(StandardCharsets.UTF_8);

        assertThat(ContractJson.read(more, Recommendation.class).event().country())
                .isEqualTo("USA");
        assertThatThrownBy(() -> ContractJson.read(new byte[] {'['}, Recommendation.class))
                .isInstanceOf(IOException.class);
    }

    /** Both are read by Spark, which so finds every field of the JSON. */
    @Test
    void hasAColumnForEachField() {
        assertThat(TableColumn.ddl(Recommendation.class))
                .isEqualTo("event_id STRING, event_type STRING, event_time TIMESTAMP, session_id STRING,"
                        + " customer_number INT, city STRING, state STRING, postal_code STRING, country STRING,"
                        + " credit_limit DOUBLE,"
                        + " browse_history ARRAY<STRUCT<product_code: STRING, quantity: INT, in_shopping_cart: BOOLEAN>>,"
                        + " other_fields MAP<STRING, STRING>, notes ARRAY<STRING>,"
                        + " recommended_items ARRAY<STRUCT<id: STRING, score: FLOAT>>,"
                        + " similar_items ARRAY<STRUCT<product_code: STRING,"
                        + " similar_items: ARRAY<STRUCT<id: STRING, distance: FLOAT>>>>,"
                        + " served_by STRING, reason STRING, model_version STRING, recommended_at TIMESTAMP,"
                        + " arrived_at TIMESTAMP, shard_id STRING, sequence_number STRING, sub_sequence_number BIGINT,"
                        + " known_by ARRAY<STRING>");
    }

    private static String json(Recommendation recommendation) {
        return new String(ContractJson.write(recommendation), StandardCharsets.UTF_8);
    }
}
