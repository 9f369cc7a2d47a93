package io.recoflow.shop.activity;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.recoflow.shop.activity.ParsedActivity.Activity;
import io.recoflow.shop.activity.ParsedActivity.OtherType;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one event from its JSON object. Every object is one: its fields are taken where their meaning is plain, and left
 * out with a note where it is not. Null counts as absent; of a field that is there twice, the last is taken.
 */
final class EventReader {

    private static final int LONGEST_TEXT = 256;
    private static final int LONGEST_TYPE = 64;
    private static final double HIGHEST_CREDIT = 1e12;
    private static final String OTHERS = "other_fields";

    private final JsonParser json;
    private final char[] source;
    private final Notes notes = new Notes();
    private final LenientValues values;

    private @Nullable String type;
    private @Nullable String eventId;
    private @Nullable Instant eventTime;
    private @Nullable String sessionId;
    private @Nullable Integer customerNumber;
    private @Nullable String city;
    private @Nullable String state;
    private @Nullable String postalCode;
    private @Nullable String country;
    private @Nullable Double creditLimit;
    private List<BrowsedProduct> history = List.of();
    private Map<String, String> others = Map.of();
    private int seen;

    /**
     * @param json stands at the object's beginning
     * @param source what it reads
     */
    EventReader(JsonParser json, char[] source) {
        this.json = json;
        this.source = source;
        this.values = new LenientValues(json, notes);
    }

    /** The parser stands at the object's end then. */
    ParsedActivity read(Arrival arrival) throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            field(name);
        }
        if (type != null && !type.equalsIgnoreCase(ActivityEvent.TYPE)) {
            // Types are counted by name, so a long one is cut.
            return new OtherType(type.length() <= LONGEST_TYPE ? type : type.substring(0, LONGEST_TYPE), arrival);
        }
        return new Activity(
                new ActivityEvent(
                        eventId == null ? arrival.id() : eventId,
                        ActivityEvent.TYPE,
                        eventTime == null ? arrival.arrivedAt() : eventTime,
                        sessionId,
                        customerNumber,
                        city,
                        state,
                        postalCode,
                        country,
                        creditLimit,
                        history,
                        others,
                        notes.all()),
                arrival);
    }

    private void field(String name) throws IOException {
        switch (name) {
            case "event_type" -> {
                once(0, name);
                type = type();
            }
            case "event_id" -> {
                once(1, name);
                eventId = notBlank(name);
            }
            case "event_time" -> {
                once(2, name);
                eventTime = time();
            }
            case "session_id" -> {
                once(3, name);
                sessionId = notBlank(name);
            }
            case "customer_number" -> {
                once(4, name);
                customerNumber = values.whole(name, Integer.MAX_VALUE);
            }
            case "city" -> {
                once(5, name);
                city = values.text(name, LONGEST_TEXT);
            }
            case "state" -> {
                once(6, name);
                state = values.text(name, LONGEST_TEXT);
            }
            case "postal_code" -> {
                once(7, name);
                postalCode = values.text(name, LONGEST_TEXT);
            }
            case "country" -> {
                once(8, name);
                country = values.text(name, LONGEST_TEXT);
            }
            case "credit_limit" -> {
                once(9, name);
                creditLimit = values.number(name, HIGHEST_CREDIT);
            }
            case ActivityEvent.BROWSE_HISTORY -> {
                once(10, name);
                history = new HistoryReader(json, values, notes).read();
            }
            default -> other(name);
        }
    }

    /** @param place of the field, from 0 */
    private void once(int place, String name) {
        if ((seen & 1 << place) != 0) {
            notes.add(name, "there twice, the last is taken");
        }
        seen |= 1 << place;
    }

    /** Null, which is activity, where the event, of an older producer, has none. */
    private @Nullable String type() throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING && json.currentToken() != JsonToken.VALUE_NULL) {
            values.leaveOut("event_type", "no text, taken as " + ActivityEvent.TYPE);
            return null;
        }
        String text = json.currentToken() == JsonToken.VALUE_NULL
                ? ""
                : json.getText().strip();
        return text.isEmpty() ? null : text;
    }

    private @Nullable String notBlank(String name) throws IOException {
        String text = values.text(name, LONGEST_TEXT);
        return text == null || text.isBlank() ? null : text;
    }

    private @Nullable Instant time() throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
            String text = json.getText();
            return text.isBlank() ? null : EventTime.of(text, notes);
        }
        if (token != JsonToken.VALUE_NULL) {
            values.leaveOut("event_time", "no time, left out");
        }
        return null;
    }

    /** Text is kept as it is, anything else as it is written. */
    private void other(String name) throws IOException {
        JsonToken token = json.currentToken();
        String value;
        if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
            int begin = (int) json.currentTokenLocation().getCharOffset();
            json.skipChildren();
            value = new String(source, begin, (int) json.currentLocation().getCharOffset() - begin);
        } else {
            value = json.getText();
        }
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        if (name.length() > LONGEST_TEXT) {
            notes.add(OTHERS, "a name longer than " + LONGEST_TEXT + " characters, left out");
        } else if (LenientValues.isHalved(name) || LenientValues.isHalved(value)) {
            notes.add(OTHERS, "half of a surrogate pair, left out");
        } else {
            if (others.isEmpty()) {
                others = new LinkedHashMap<>();
            }
            if (others.put(name, value) != null) {
                notes.add(OTHERS, "there twice, the last is taken");
            }
        }
    }
}
