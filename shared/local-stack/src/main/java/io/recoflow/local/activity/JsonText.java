package io.recoflow.local.activity;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Texts as JSON. */
final class JsonText {
    private JsonText() {}

    /** In quotation marks, and escaped. */
    static String quote(String text) {
        return "\"" + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
