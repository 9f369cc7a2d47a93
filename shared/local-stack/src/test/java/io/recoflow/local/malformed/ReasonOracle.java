package io.recoflow.local.malformed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** The rules by which a record is rejected, once more and in plain words, to check the specimens by. */
public final class ReasonOracle {
    private static final Pattern WHITE_SPACE = Pattern.compile("[ \\t\\r\\n]*");
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ReasonOracle() {}

    /** The first reason that holds; {@code usable} where none does. */
    public static String reason(byte[] data) throws IOException {
        if (WHITE_SPACE.matcher(new String(data, UTF_8)).matches()) {
            return "empty";
        }
        if (data.length > 262_144) {
            return "too_large";
        }
        String text;
        try {
            text = UTF_8.newDecoder().decode(ByteBuffer.wrap(data)).toString();
        } catch (CharacterCodingException e) {
            return "not_utf8";
        }
        if (depth(text) > 32) {
            return "too_deep";
        }
        JsonNode root;
        try {
            root = MAPPER.readTree(text);
        } catch (IOException e) {
            return "not_json";
        }
        return hasObject(root) ? "usable" : "not_an_object";
    }

    private static boolean hasObject(JsonNode node) {
        return node.isObject()
                || StreamSupport.stream(node.spliterator(), false).anyMatch(ReasonOracle::hasObject);
    }

    /** As far as brackets tell, which in a text do not count. */
    private static int depth(String text) {
        int depth = 0;
        int deepest = 0;
        boolean inText = false;
        for (int i = 0; i < text.length(); i++) {
            char symbol = text.charAt(i);
            if (inText && symbol == '\\') {
                i++;
            } else if (symbol == '"') {
                inText = !inText;
            } else if (!inText && (symbol == '[' || symbol == '{')) {
                deepest = Math.max(deepest, ++depth);
            } else if (!inText && (symbol == ']' || symbol == '}')) {
                depth--;
            }
        }
        return deepest;
    }
}
