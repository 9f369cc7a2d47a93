package io.recoflow.shop.activity;

import java.util.Locale;

/** Why a record is no event. The first that applies, in this order. */
public enum RejectionReason {
    EMPTY("no bytes, or only white space"),
    TOO_LARGE("more than 262,144 bytes"),
    NOT_UTF8("bytes that are not UTF-8"),
    TOO_DEEP("JSON nested deeper than 32 levels"),
    NOT_JSON("no JSON: a syntax error, something behind its end, a field twice"),
    NOT_AN_OBJECT("JSON, but an array, text, number, boolean or null"),
    WRONG_TYPE("a known field of another JSON type"),
    BAD_VALUE("a known field with a value that cannot be"),
    NO_USABLE_FIELD("an object without anything to recommend by");

    private final String meaning;

    RejectionReason(String meaning) {
        this.meaning = meaning;
    }

    /** As it is stored: {@code not_json}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For documentation. */
    public String meaning() {
        return meaning;
    }
}
