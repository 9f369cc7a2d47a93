package io.recoflow.shop.review;

import static io.recoflow.shop.review.ReviewRejection.BAD_VALUE;
import static io.recoflow.shop.review.ReviewRejection.MISSING_FIELD;
import static io.recoflow.shop.review.ReviewRejection.WRONG_TYPE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import io.recoflow.shop.TableColumn;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of a review's JSON, checked as they are read; null counts as absent everywhere. */
final class ReviewFields {

    private static final int LONGEST_ID = 256;
    private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");
    private static final Duration CLOCKS_APART = Duration.ofDays(1);
    private static final List<String> REQUIRED =
            List.of("review_id", "reviewer_id", "product_id", "marketplace_id", "star_rating", "review_date");
    private static final String OTHERS = "other_fields";
    private static final Set<String> KNOWN = TableColumn.names(Review.class).stream()
            .filter(name -> !name.equals(OTHERS))
            .collect(Collectors.toUnmodifiableSet());

    private final JsonNode root;
    private final Instant arrivedAt;

    ReviewFields(JsonNode root, Instant arrivedAt) {
        this.root = root;
        this.arrivedAt = arrivedAt;
    }

    /** All that must be there is asked for first, so that a record without it is told so, whatever else is wrong. */
    Review review() {
        for (String name : REQUIRED) {
            required(name);
        }
        return new Review(
                id("review_id"),
                id("reviewer_id"),
                id("product_id"),
                id("marketplace_id"),
                whole("star_rating", required("star_rating"), 1, 5),
                text("review_title"),
                text("review_text"),
                date(),
                category(),
                votes(),
                verified(),
                otherFields());
    }

    private String id(String name) {
        String text = typed(name, required(name), JsonNodeType.STRING).textValue();
        if (text.isBlank()) {
            throw new RejectedException(MISSING_FIELD, name + " is blank");
        }
        return notLonger(name, text);
    }

    private Instant date() {
        String text = typed("review_date", required("review_date"), JsonNodeType.STRING)
                .textValue();
        Instant date = instant(text);
        if (date.isBefore(EARLIEST) || date.isAfter(arrivedAt.plus(CLOCKS_APART))) {
            throw new RejectedException(
                    BAD_VALUE, "review_date is " + date + ", and must be from 1990 to a day after its arrival");
        }
        return date.truncatedTo(ChronoUnit.MICROS);
    }

    private static Instant instant(String text) {
        try {
            if (text.indexOf('T') < 0) {
                return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            TemporalAccessor time =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            return time instanceof OffsetDateTime zoned
                    ? zoned.toInstant()
                    : ((LocalDateTime) time).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new RejectedException(BAD_VALUE, "review_date is no date or time of ISO 8601: " + text);
        }
    }

    private @Nullable String category() {
        String text = text("product_category");
        return text == null ? null : notLonger("product_category", text);
    }

    private @Nullable Integer votes() {
        JsonNode votes = present("helpful_votes");
        return votes == null ? null : whole("helpful_votes", votes, 0, Integer.MAX_VALUE);
    }

    private @Nullable Boolean verified() {
        JsonNode verified = present("verified_purchase");
        return verified == null
                ? null
                : typed("verified_purchase", verified, JsonNodeType.BOOLEAN).booleanValue();
    }

    private Map<String, String> otherFields() {
        Map<String, String> others = new LinkedHashMap<>();
        root.properties().forEach(field -> {
            if (!KNOWN.contains(field.getKey()) && !field.getValue().isNull()) {
                if (field.getKey().isEmpty()) {
                    throw new RejectedException(BAD_VALUE, "A field has no name");
                }
                JsonNode value = field.getValue();
                others.put(field.getKey(), value.isTextual() ? value.textValue() : value.toString());
            }
        });
        return others;
    }

    private @Nullable String text(String name) {
        JsonNode node = present(name);
        return node == null ? null : typed(name, node, JsonNodeType.STRING).textValue();
    }

    private JsonNode required(String name) {
        JsonNode node = present(name);
        if (node == null) {
            throw new RejectedException(MISSING_FIELD, name + " is absent");
        }
        return node;
    }

    private @Nullable JsonNode present(String name) {
        JsonNode node = root.get(name);
        return node == null || node.isNull() ? null : node;
    }

    private static int whole(String name, JsonNode node, int smallest, int largest) {
        BigDecimal number = typed(name, node, JsonNodeType.NUMBER).decimalValue();
        // Compared before it is made whole: 1e999999999 would take all memory.
        if (number.compareTo(BigDecimal.valueOf(smallest)) < 0
                || number.compareTo(BigDecimal.valueOf(largest)) > 0
                || number.stripTrailingZeros().scale() > 0) {
            throw new RejectedException(
                    BAD_VALUE,
                    name + " is " + node.asText() + ", and must be a whole number from " + smallest + " to " + largest);
        }
        return number.intValueExact();
    }

    private static String notLonger(String name, String text) {
        if (text.length() > LONGEST_ID) {
            throw new RejectedException(
                    BAD_VALUE, name + " has " + text.length() + " characters, and may have " + LONGEST_ID);
        }
        return text;
    }

    private static JsonNode typed(String name, JsonNode node, JsonNodeType type) {
        if (node.getNodeType() != type) {
            throw new RejectedException(
                    WRONG_TYPE, name + " is " + name(node.getNodeType()) + ", and must be " + name(type));
        }
        return node;
    }

    private static String name(JsonNodeType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
