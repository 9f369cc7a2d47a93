package io.recoflow.aws.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Compares a value with a type that has no inner structure. Values are not converted: 1 is no text, and "1" no number.
 */
final class ScalarCheck {
    private ScalarCheck() {}

    /** The problem and its fix, where the value is not of the type. */
    static Optional<String> problem(ValueType.Scalar type, JsonNode value) {
        boolean fits =
                switch (type.kind()) {
                    case TEXT -> value.isTextual();
                    case NUMBER -> value.isNumber();
                    case INTEGER -> value.isIntegralNumber();
                    case BOOLEAN -> value.isBoolean();
                    case JSON -> value.isContainerNode();
                };
        if (!fits) {
            return Optional.of(mismatch(value, type.kind().words()));
        }
        if (!type.allowed().isEmpty() && !type.allowed().contains(value.asText())) {
            return Optional.of(
                    "'" + value.asText() + "' is not allowed. Choose one of " + String.join(", ", type.allowed()));
        }
        return Optional.empty();
    }

    /** @param wanted with its article */
    static String mismatch(JsonNode value, String wanted) {
        return "is " + words(value) + ", and must be " + wanted + ". Write it as such";
    }

    private static String words(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case STRING -> "the text '" + value.asText() + "'";
            default -> value.toString();
        };
    }
}
