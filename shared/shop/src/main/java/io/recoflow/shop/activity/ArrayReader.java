package io.recoflow.shop.activity;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.recoflow.shop.activity.ParsedActivity.Rejected;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the events of an array. What is no object among them is rejected by itself. */
final class ArrayReader {

    /** An answer takes several times the room of the shortest event. */
    static final int MOST_ELEMENTS = 10_000;

    private final JsonParser json;
    private final char[] source;
    private final Arrival arrival;
    private final List<ParsedActivity> elements = new ArrayList<>();
    private boolean anyObject;

    /** @param json stands at the array's beginning */
    ArrayReader(JsonParser json, char[] source, Arrival arrival) {
        this.json = json;
        this.source = source;
        this.arrival = arrival;
    }

    /** The parser stands at the array's end then. Empty where no object is in it, or it is too long. */
    List<ParsedActivity> read() throws IOException {
        array();
        return anyObject && !isTooLong() ? elements : List.of();
    }

    boolean isTooLong() {
        return elements.size() > MOST_ELEMENTS;
    }

    private void array() throws IOException {
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (isTooLong()) {
                json.skipChildren();
            } else if (token == JsonToken.START_ARRAY) {
                array();
            } else if (token == JsonToken.START_OBJECT) {
                anyObject = true;
                elements.add(new EventReader(json, source).read(arrival.element(elements.size())));
            } else {
                elements.add(rejected(token));
            }
        }
    }

    private ParsedActivity rejected(JsonToken token) throws IOException {
        int begin = (int) json.currentTokenLocation().getCharOffset();
        // Texts and numbers are read to their end only when somebody asks for them.
        json.finishToken();
        int end = (int) json.currentLocation().getCharOffset();
        return new Rejected(
                RejectionReason.NOT_AN_OBJECT,
                "It is " + ActivityParser.kind(token) + " in an array",
                new String(source, begin, end - begin).strip().getBytes(StandardCharsets.UTF_8),
                arrival.element(elements.size()));
    }
}
