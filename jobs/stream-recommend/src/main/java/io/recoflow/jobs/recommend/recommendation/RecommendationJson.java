package io.recoflow.jobs.recommend.recommendation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.recoflow.model.neighbours.Neighbour;
import io.recoflow.shop.activity.ActivityEvent;
import io.recoflow.shop.activity.ActivityRecord;
import io.recoflow.shop.activity.BrowsedProduct;
import io.recoflow.shop.recommendation.FallbackReason;
import io.recoflow.shop.recommendation.RecommendedItem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Recommendations as they are published: the event's fields, those that it has, and the answer. */
public final class RecommendationJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    private RecommendationJson() {}

    public static byte[] write(Recommendation recommendation) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(2_048);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            event(json, recommendation.question().event());
            answer(json, recommendation);
            origin(json, recommendation.question().record());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot be written to", e);
        }
        return bytes.toByteArray();
    }

    private static void event(JsonGenerator json, ActivityEvent event) throws IOException {
        json.writeStringField("event_id", event.eventId());
        json.writeStringField("event_type", ActivityEvent.TYPE);
        json.writeStringField("event_time", text(event.eventTime()));
        text(json, "session_id", event.sessionId());
        if (event.customerNumber() != null) {
            json.writeNumberField("customer_number", event.customerNumber());
        }
        text(json, "city", event.city());
        text(json, "state", event.state());
        text(json, "postal_code", event.postalCode());
        text(json, "country", event.country());
        if (event.creditLimit() != null) {
            json.writeNumberField("credit_limit", event.creditLimit());
        }
        json.writeArrayFieldStart("browse_history");
        for (BrowsedProduct product : event.browseHistory()) {
            json.writeStartObject();
            json.writeStringField("product_code", product.productCode());
            if (product.quantity() != null) {
                json.writeNumberField("quantity", product.quantity());
            }
            json.writeBooleanField("in_shopping_cart", product.inShoppingCart());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (!event.otherFields().isEmpty()) {
            json.writeObjectFieldStart("other_fields");
            for (Map.Entry<String, String> field : event.otherFields().entrySet()) {
                json.writeStringField(field.getKey(), field.getValue());
            }
            json.writeEndObject();
        }
    }

    private static void answer(JsonGenerator json, Recommendation recommendation) throws IOException {
        json.writeArrayFieldStart("recommended_items");
        for (RecommendedItem item : recommendation.recommendedItems()) {
            json.writeStartObject();
            json.writeStringField("id", item.id());
            if (item.score() == null) {
                json.writeNullField("score");
            } else {
                json.writeNumberField("score", item.score());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("similar_items");
        for (SimilarItems similar : recommendation.similarItems()) {
            json.writeStartObject();
            json.writeStringField("product_code", similar.productCode());
            json.writeArrayFieldStart("similar_items");
            for (Neighbour neighbour : similar.similarItems()) {
                json.writeStartObject();
                json.writeStringField("id", neighbour.id());
                json.writeNumberField("distance", neighbour.value());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("served_by", recommendation.servedBy().code());
        json.writeStringField(
                "reason", recommendation.reason().map(FallbackReason::code).orElse(null));
        json.writeStringField("model_version", recommendation.modelVersion().orElse(null));
        json.writeStringField("recommended_at", text(recommendation.recommendedAt()));
    }

    /** Where the event came from, by which the archive knows an answer that was published twice. */
    private static void origin(JsonGenerator json, ActivityRecord record) throws IOException {
        json.writeStringField("arrived_at", text(record.arrivedAt()));
        json.writeStringField("shard_id", record.shardId());
        json.writeStringField("sequence_number", record.sequenceNumber());
        json.writeNumberField("sub_sequence_number", record.subSequenceNumber());
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    /** To the microsecond, which is what Spark and Delta keep. */
    private static String text(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).toString();
    }
}
