package io.recoflow.shop.activity;

import static io.recoflow.shop.activity.RejectionReason.BAD_VALUE;
import static io.recoflow.shop.activity.RejectionReason.EMPTY;
import static io.recoflow.shop.activity.RejectionReason.NOT_AN_OBJECT;
import static io.recoflow.shop.activity.RejectionReason.NOT_JSON;
import static io.recoflow.shop.activity.RejectionReason.NOT_UTF8;
import static io.recoflow.shop.activity.RejectionReason.NO_USABLE_FIELD;
import static io.recoflow.shop.activity.RejectionReason.TOO_DEEP;
import static io.recoflow.shop.activity.RejectionReason.TOO_LARGE;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.recoflow.shop.activity.ParsedActivity.Activity;
import io.recoflow.shop.activity.ParsedActivity.OtherType;
import io.recoflow.shop.activity.ParsedActivity.Rejected;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads events as the shop sends them. Never fails: whatever the bytes are, they are an activity, an event of another
 * type, or rejected. A pure function of the record. Safe for concurrent callers.
 */
public final class ActivityParser {

    static final int MOST_BYTES = 262_144;
    static final int DEEPEST = 32;
    static final int LONGEST_NUMBER = 1_000;

    private static final int LONGEST_MESSAGE = 200;
    private static final int LONGEST_TYPE = 64;
    /** RFC 8259, section 2. */
    private static final String WHITE_SPACE = " \t\n\r";

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .maxNameLength(MOST_BYTES)
                            .build())
                    // An error must not show what stands around it.
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                    DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY,
                    DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    /** @param arrival gives the id and the time that older producers leave out */
    public ParsedActivity parse(byte[] data, Arrival arrival) {
        try {
            return parsed(data, arrival);
        } catch (RejectedException e) {
            return new Rejected(e.reason(), abbreviated(String.valueOf(e.getMessage())));
        }
    }

    private static ParsedActivity parsed(byte[] data, Arrival arrival) {
        if (data.length > MOST_BYTES) {
            throw new RejectedException(TOO_LARGE, "It has " + data.length + " bytes");
        }
        String text = text(data);
        if (text.chars().allMatch(unit -> WHITE_SPACE.indexOf(unit) >= 0)) {
            throw new RejectedException(EMPTY, "It has " + data.length + " bytes, all of them white space");
        }
        JsonNode root = tree(text);
        if (!root.isObject()) {
            throw new RejectedException(
                    NOT_AN_OBJECT, "It is " + root.getNodeType().toString().toLowerCase(java.util.Locale.ROOT));
        }
        EventFields fields = new EventFields(root);
        String type = fields.type();
        if (!type.equals(ActivityEvent.TYPE)) {
            // Types are counted by name, so a long one is cut.
            return new OtherType(type.length() <= LONGEST_TYPE ? type : type.substring(0, LONGEST_TYPE));
        }
        if (text.indexOf('\\') >= 0 && LoneSurrogates.in(root)) {
            throw new RejectedException(BAD_VALUE, "A text has half of a surrogate pair, which UTF-8 cannot hold");
        }
        ActivityEvent event = fields.event(arrival);
        if (!fields.areUsable(event)) {
            throw new RejectedException(
                    NO_USABLE_FIELD, "It has no session, no customer, no feature of one and no product");
        }
        return new Activity(event);
    }

    private static String text(byte[] data) {
        try {
            CharBuffer text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(data));
            boolean marked = text.hasRemaining() && text.charAt(0) == BYTE_ORDER_MARK;
            return text.subSequence(marked ? 1 : 0, text.length()).toString();
        } catch (CharacterCodingException e) {
            throw new RejectedException(NOT_UTF8, "The bytes are not UTF-8: " + e.getMessage());
        }
    }

    private static JsonNode tree(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (StreamConstraintsException e) {
            String message = e.getOriginalMessage();
            throw new RejectedException(message.contains("nesting depth") ? TOO_DEEP : BAD_VALUE, message);
        } catch (JsonProcessingException e) {
            throw new RejectedException(NOT_JSON, e.getOriginalMessage());
        }
    }

    private static String abbreviated(String message) {
        String line = message.replaceAll("\\s+", " ");
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE - 1) + "…";
    }
}
