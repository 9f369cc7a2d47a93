package io.recoflow.shop.activity;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.recoflow.shop.Meaning;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a shopper did. Text is as the shop sent it, but for product codes, which have no white space around them.
 *
 * @param eventType always {@value #TYPE}
 * @param creditLimit 0 to 1e12
 * @param browseHistory what the shopper looked at, in the shop's order
 * @param otherFields what else the event has at its top: text as it is, anything else as JSON
 * @param notes a field, a colon, and what became of it; never a value; empty for most events
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ActivityEvent(
        @Meaning("the shop's; where it gave none, the shard and sequence number")
        String eventId,

        @Meaning("always `user_activity`") String eventType,

        @Meaning("the shop's; where it gave none, the time of arrival")
        Instant eventTime,

        @Nullable String sessionId,
        @Nullable Integer customerNumber,
        @Nullable String city,
        @Nullable String state,
        @Nullable String postalCode,
        @Nullable String country,
        @Nullable Double creditLimit,

        @Meaning("what the shopper looked at, in the shop's order")
        List<BrowsedProduct> browseHistory,

        @Meaning("what else the event had: text as it was, anything else as JSON")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<String, String> otherFields,

        @Meaning("what of the event was not taken as it came, such as `event_time: no zone, taken as UTC`")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> notes) {

    /** The type that events of this kind have. */
    public static final String TYPE = "user_activity";

    /** The field of what the shopper looked at. */
    public static final String BROWSE_HISTORY = "browse_history";

    /**
     * A feature of the shopper by the name that a model has for it.
     *
     * @param name as in the training data ({@code creditLimit}) or as the event has it ({@code credit_limit}); other names
     *     are looked for among the other fields, also in snake case ({@code loyalty_points} for {@code loyaltyPoints})
     */
    public @Nullable Object feature(String name) {
        return switch (name) {
            case "customerNumber", "customer_number" -> customerNumber;
            case "city" -> city;
            case "state" -> state;
            case "postalCode", "postal_code" -> postalCode;
            case "country" -> country;
            case "creditLimit", "credit_limit" -> creditLimit;
            default -> otherFields.isEmpty() ? null : other(name);
        };
    }

    /** Whether events have a field of their own for a feature of this name; else it is looked for among the others. */
    public static boolean isKnownFeature(String name) {
        return switch (name) {
            case "customerNumber",
                    "customer_number",
                    "city",
                    "state",
                    "postalCode",
                    "postal_code",
                    "country",
                    "creditLimit",
                    "credit_limit" -> true;
            default -> false;
        };
    }

    private @Nullable Object other(String name) {
        String value = otherFields.get(name);
        return value == null ? otherFields.get(snakeCase(name)) : value;
    }

    private static String snakeCase(String name) {
        StringBuilder text = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            if (Character.isUpperCase(letter)) {
                text.append('_').append(Character.toLowerCase(letter));
            } else {
                text.append(letter);
            }
        }
        return text.toString();
    }
}
