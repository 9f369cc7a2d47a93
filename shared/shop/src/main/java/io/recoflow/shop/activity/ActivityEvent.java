package io.recoflow.shop.activity;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a shopper did. Text is as the shop sent it.
 *
 * @param creditLimit 0 to 1e12
 * @param browseHistory what the shopper looked at, in the shop's order
 * @param otherFields what else the event has at its top: text as it is, anything else as JSON
 */
public record ActivityEvent(
        String eventId,
        Instant eventTime,
        @Nullable String sessionId,
        @Nullable Integer customerNumber,
        @Nullable String city,
        @Nullable String state,
        @Nullable String postalCode,
        @Nullable String country,
        @Nullable Double creditLimit,
        List<BrowsedProduct> browseHistory,
        Map<String, String> otherFields) {

    /** The type that events of this kind have. */
    public static final String TYPE = "user_activity";

    /**
     * A feature of the shopper by the name that a model has for it.
     *
     * @param name as in the training data ({@code creditLimit}); other names are looked for among the other fields, also
     *     in snake case ({@code loyalty_points} for {@code loyaltyPoints})
     */
    public @Nullable Object feature(String name) {
        return switch (name) {
            case "customerNumber" -> customerNumber;
            case "city" -> city;
            case "state" -> state;
            case "postalCode" -> postalCode;
            case "country" -> country;
            case "creditLimit" -> creditLimit;
            default -> otherFields.getOrDefault(name, otherFields.get(snakeCase(name)));
        };
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
