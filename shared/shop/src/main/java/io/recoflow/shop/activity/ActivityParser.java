package io.recoflow.shop.activity;

import static io.recoflow.shop.activity.RejectionReason.EMPTY;
import static io.recoflow.shop.activity.RejectionReason.NOT_AN_OBJECT;
import static io.recoflow.shop.activity.RejectionReason.NOT_JSON;
import static io.recoflow.shop.activity.RejectionReason.NOT_UTF8;
import static io.recoflow.shop.activity.RejectionReason.TOO_DEEP;
import static io.recoflow.shop.activity.RejectionReason.TOO_LARGE;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.recoflow.shop.activity.ParsedActivity.Rejected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Reads events as the shop sends them. Never fails: whatever the bytes are, they are activities, events of another type,
 * or rejected. A pure function of the record. Safe for concurrent callers.
 */
public final class ActivityParser {

    static final int MOST_BYTES = 262_144;
    static final int DEEPEST = 32;

    private static final int LONGEST_MESSAGE = 200;
    /** RFC 8259, section 2. */
    private static final String WHITE_SPACE = " \t\n\r";

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    // Numbers are not converted before their length is looked at.
                    .maxNumberLength(MOST_BYTES)
                    .maxNameLength(MOST_BYTES)
                    .build())
            // An error must not show what stands around it.
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            // Names come from anybody, and would stay for good.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    /**
     * What a record holds, in its order: one, or one for each element of an array, whose arrivals are told apart by their
     * places; never none. An array within an array counts by its own elements.
     *
     * @param arrival gives the id and the time that older producers leave out
     */
    public List<ParsedActivity> parse(byte[] data, Arrival arrival) {
        if (data.length > MOST_BYTES) {
            return rejected(TOO_LARGE, "It has " + data.length + " bytes", data, arrival);
        }
        char[] text;
        try {
            text = text(data);
        } catch (CharacterCodingException e) {
            return rejected(NOT_UTF8, "The bytes are not UTF-8: " + e.getMessage(), data, arrival);
        }
        if (isBlank(text)) {
            return rejected(EMPTY, "It has " + data.length + " bytes, all of them white space", data, arrival);
        }
        try (JsonParser json = JSON.createParser(text)) {
            return read(json, text, data, arrival);
        } catch (StreamConstraintsException e) {
            return rejected(TOO_DEEP, e.getOriginalMessage(), data, arrival);
        } catch (JsonProcessingException e) {
            return rejected(NOT_JSON, e.getOriginalMessage(), data, arrival);
        } catch (IOException e) {
            throw new UncheckedIOException("Text in memory cannot be read", e);
        }
    }

    private static List<ParsedActivity> read(JsonParser json, char[] text, byte[] data, Arrival arrival)
            throws IOException {
        JsonToken token = json.nextToken();
        List<ParsedActivity> parsed;
        if (token == JsonToken.START_OBJECT) {
            parsed = List.of(new EventReader(json, text).read(arrival));
        } else if (token == JsonToken.START_ARRAY) {
            ArrayReader array = new ArrayReader(json, text, arrival);
            parsed = array.read();
            if (parsed.isEmpty()) {
                parsed = array.isTooLong()
                        ? rejected(TOO_LARGE, "It is an array of too many elements", data, arrival)
                        : rejected(NOT_AN_OBJECT, "It is an array without an object", data, arrival);
            }
        } else {
            parsed = rejected(NOT_AN_OBJECT, "It is " + kind(token), data, arrival);
        }
        if (json.nextToken() != null) {
            return rejected(NOT_JSON, "There is something behind its end", data, arrival);
        }
        return parsed;
    }

    /** For messages. */
    static String kind(JsonToken token) {
        return token.isNumeric()
                ? "number"
                : token.isBoolean()
                        ? "boolean"
                        : token == JsonToken.VALUE_NULL
                                ? "null"
                                : token.name().substring(6).toLowerCase(Locale.ROOT);
    }

    private static List<ParsedActivity> rejected(RejectionReason reason, String message, byte[] data, Arrival arrival) {
        return List.of(new Rejected(reason, abbreviated(message), data, arrival));
    }

    /** Without a byte order mark. */
    private static char[] text(byte[] data) throws CharacterCodingException {
        char[] text = new char[data.length];
        for (int i = 0; i < data.length; i++) {
            if (data[i] < 0) {
                return decoded(data);
            }
            text[i] = (char) data[i];
        }
        return text;
    }

    private static char[] decoded(byte[] data) throws CharacterCodingException {
        CharBuffer text = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(data));
        if (text.hasRemaining() && text.charAt(0) == BYTE_ORDER_MARK) {
            text.get();
        }
        char[] all = new char[text.remaining()];
        text.get(all);
        return all;
    }

    private static boolean isBlank(char[] text) {
        for (char unit : text) {
            if (WHITE_SPACE.indexOf(unit) < 0) {
                return false;
            }
        }
        return true;
    }

    private static String abbreviated(String message) {
        String line = message.replaceAll("\\s+", " ");
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE - 1) + "…";
    }
}
