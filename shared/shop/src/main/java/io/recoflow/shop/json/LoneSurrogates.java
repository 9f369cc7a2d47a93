package io.recoflow.shop.json;

import com.fasterxml.jackson.databind.JsonNode;

/** Text that JSON can write with escapes and UTF-8 cannot hold. */
final class LoneSurrogates {

    private LoneSurrogates() {}

    /** Whether a text or a field's name anywhere below has half of a surrogate pair. */
    static boolean in(JsonNode node) {
        if (node.isTextual()) {
            return in(node.textValue());
        }
        for (var names = node.fieldNames(); names.hasNext(); ) {
            if (in(names.next())) {
                return true;
            }
        }
        for (JsonNode child : node) {
            if (in(child)) {
                return true;
            }
        }
        return false;
    }

    private static boolean in(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (Character.isSurrogate(unit)) {
                boolean pair = Character.isHighSurrogate(unit)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }
}
