package io.recoflow.local.platformclient;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the platform looks at in a recommendation. Read by hand, as a shop may do it, so that nothing of the contract's own
 * reader can hide what is wrong with its writer; whatever comes is counted.
 *
 * @param eventTime null where it is absent or no time
 * @param json as it was received
 */
record Answer(
        String eventId,
        @Nullable Instant eventTime,
        @Nullable String sessionId,
        @Nullable String servedBy,
        @Nullable String reason,
        Items items,
        String json) {
    private static final JsonFactory JSON = new JsonFactory();

    /** Whether there is any recommended item. */
    enum Items {
        NONE,
        SOME
    }

    /** Nothing where it is no JSON object with an {@code event_id}. */
    static Optional<Answer> parse(byte[] data) {
        try (JsonParser parser = JSON.createParser(data)) {
            return parser.nextToken() == JsonToken.START_OBJECT ? read(parser, data) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Answer> read(JsonParser parser, byte[] data) throws IOException {
        String eventId = null;
        Instant eventTime = null;
        String sessionId = null;
        String servedBy = null;
        String reason = null;
        Items items = Items.NONE;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (field) {
                case "event_id" -> eventId = parser.getValueAsString();
                case "event_time" -> eventTime = time(parser.getValueAsString());
                case "session_id" -> sessionId = parser.getValueAsString();
                case "served_by" -> servedBy = parser.getValueAsString();
                case "reason" -> reason = parser.getValueAsString();
                case "recommended_items" -> items = value == JsonToken.START_ARRAY ? items(parser) : Items.NONE;
                default -> parser.skipChildren();
            }
        }
        return eventId == null
                ? Optional.empty()
                : Optional.of(new Answer(
                        eventId,
                        eventTime,
                        sessionId,
                        servedBy,
                        reason,
                        items,
                        new String(data, StandardCharsets.UTF_8)));
    }

    private static Items items(JsonParser parser) throws IOException {
        if (parser.nextToken() == JsonToken.END_ARRAY) {
            return Items.NONE;
        }
        do {
            parser.skipChildren();
        } while (parser.nextToken() != JsonToken.END_ARRAY);
        return Items.SOME;
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
