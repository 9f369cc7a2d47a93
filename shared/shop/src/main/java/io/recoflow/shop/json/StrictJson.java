package io.recoflow.shop.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.recoflow.shop.json.UnreadableException.Flaw;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads one JSON object from bytes: UTF-8 without an error, a byte order mark or none, nothing behind its end, no field twice,
 * at most {@value #DEEPEST} levels deep. Safe for concurrent callers.
 */
public final class StrictJson {

    static final int DEEPEST = 32;
    static final int LONGEST_NUMBER = 1_000;

    /** RFC 8259, section 2. */
    private static final String WHITE_SPACE = " \t\n\r";

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final int mostBytes;
    private final JsonMapper mapper;

    /** @param mostBytes that are looked into */
    public StrictJson(int mostBytes) {
        this.mostBytes = mostBytes;
        this.mapper = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(DEEPEST)
                                .maxNumberLength(LONGEST_NUMBER)
                                .maxNameLength(mostBytes)
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
    }

    /** @throws UnreadableException where it is no such object */
    public JsonObject read(byte[] data) {
        if (data.length > mostBytes) {
            throw new UnreadableException(Flaw.TOO_LARGE, "It has " + data.length + " bytes");
        }
        String text = text(data);
        if (text.chars().allMatch(unit -> WHITE_SPACE.indexOf(unit) >= 0)) {
            throw new UnreadableException(Flaw.EMPTY, "It has " + data.length + " bytes, all of them white space");
        }
        JsonNode root = tree(text);
        if (!root.isObject()) {
            throw new UnreadableException(
                    Flaw.NOT_AN_OBJECT, "It is " + root.getNodeType().toString().toLowerCase(Locale.ROOT));
        }
        return new JsonObject(root, text.indexOf('\\') >= 0);
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
            throw new UnreadableException(Flaw.NOT_UTF8, "The bytes are not UTF-8: " + e.getMessage());
        }
    }

    private JsonNode tree(String text) {
        try {
            return mapper.readTree(text);
        } catch (StreamConstraintsException e) {
            String message = e.getOriginalMessage();
            throw new UnreadableException(message.contains("nesting depth") ? Flaw.TOO_DEEP : Flaw.BAD_VALUE, message);
        } catch (JsonProcessingException e) {
            throw new UnreadableException(Flaw.NOT_JSON, e.getOriginalMessage());
        }
    }
}
