package io.recoflow.local.malformed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rules by which a record is rejected, once more and in plain words, to check the specimens by. */
public final class ReasonOracle {
    private static final Pattern WHITE_SPACE = Pattern.compile("[ \\t\\r\\n]*");
    private static final List<String> TEXTS =
            List.of("event_type", "event_id", "session_id", "event_time", "city", "state", "postal_code", "country");
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(Integer.MAX_VALUE)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
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
        return root.isObject() ? ofObject(root, text) : "not_an_object";
    }

    private static String ofObject(JsonNode root, String text) throws IOException {
        if (hasWrongType(root)) {
            return "wrong_type";
        }
        if (hasBadToken(text) || hasBadValue(root)) {
            return "bad_value";
        }
        boolean usable = present(root, "session_id")
                        .filter(session -> !session.asText().isBlank())
                        .isPresent()
                || present(root, "browse_history")
                        .filter(history -> !history.isEmpty())
                        .isPresent()
                || List.of("customer_number", "city", "state", "postal_code", "country", "credit_limit").stream()
                        .anyMatch(field -> present(root, field).isPresent());
        return usable ? "usable" : "no_usable_field";
    }

    private static boolean hasWrongType(JsonNode root) {
        if (TEXTS.stream()
                .anyMatch(field ->
                        present(root, field).filter(value -> !value.isTextual()).isPresent())) {
            return true;
        }
        if (List.of("customer_number", "credit_limit").stream()
                .anyMatch(field ->
                        present(root, field).filter(value -> !value.isNumber()).isPresent())) {
            return true;
        }
        Optional<JsonNode> history = present(root, "browse_history");
        if (history.isEmpty()) {
            return false;
        }
        if (!history.get().isArray()) {
            return true;
        }
        for (JsonNode item : history.get()) {
            if (!item.isObject()
                    || present(item, "product_code")
                            .filter(value -> !value.isTextual())
                            .isPresent()
                    || present(item, "quantity")
                            .filter(value -> !value.isTextual() && !value.isNumber())
                            .isPresent()
                    || present(item, "in_shopping_cart")
                            .filter(value -> !value.isBoolean())
                            .isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasBadValue(JsonNode root) {
        if (TEXTS.stream().anyMatch(field -> present(root, field)
                        .filter(value -> value.asText().length() > 256)
                        .isPresent())
                || present(root, "event_time")
                        .filter(value -> !isTime(value.asText()))
                        .isPresent()
                || present(root, "customer_number")
                        .filter(value -> !isWhole(value.asText(), Integer.MAX_VALUE))
                        .isPresent()
                || present(root, "credit_limit")
                        .filter(value -> !isIn(value.decimalValue(), 1e12))
                        .isPresent()) {
            return true;
        }
        Optional<JsonNode> history = present(root, "browse_history");
        if (history.filter(items -> items.size() > 1_000).isPresent()) {
            return true;
        }
        for (JsonNode item : history.orElse(MAPPER.createArrayNode())) {
            String code = present(item, "product_code").map(JsonNode::asText).orElse("");
            if (code.isBlank()
                    || code.length() > 64
                    || present(item, "quantity")
                            .filter(value -> !isWhole(value.asText(), 1_000_000))
                            .isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasBadToken(String text) throws IOException {
        try (JsonParser parser = MAPPER.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                boolean isText = token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING;
                if (isText && !UTF_8.newEncoder().canEncode(parser.getText())
                        || token.isNumeric() && parser.getText().length() > 1_000) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean isTime(String text) {
        try {
            return OffsetDateTime.parse(text).getYear() > 0;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isWhole(String text, long most) {
        return text.matches("[0-9]{1,15}") && Long.parseLong(text) <= most;
    }

    private static boolean isIn(BigDecimal number, double most) {
        return number.signum() >= 0 && number.compareTo(BigDecimal.valueOf(most)) <= 0;
    }

    private static Optional<JsonNode> present(JsonNode object, String field) {
        return Optional.ofNullable(object.get(field)).filter(value -> !value.isNull());
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
