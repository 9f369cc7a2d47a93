package io.recoflow.shop.json;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A JSON object that was read.
 *
 * @param root numbers are exact
 * @param hasEscapes whether its text has a backslash
 */
public record JsonObject(JsonNode root, boolean hasEscapes) {

    /** Whether some text or name has half of a surrogate pair, which JSON can write with escapes and UTF-8 cannot hold. */
    public boolean hasLoneSurrogates() {
        return hasEscapes && LoneSurrogates.in(root);
    }
}
