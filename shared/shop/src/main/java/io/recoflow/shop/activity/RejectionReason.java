package io.recoflow.shop.activity;

import java.util.Locale;

/** Why a record is no event. The first that applies, in this order. */
public enum RejectionReason {
    EMPTY("no bytes, or only white space"),
    TOO_LARGE("more than 262,144 bytes, or an array of more than 10,000 elements"),
    NOT_UTF8("bytes that are not UTF-8"),
    TOO_DEEP("JSON nested deeper than 32 levels"),
    NOT_JSON("no JSON: a syntax error, or something behind its end"),
    NOT_AN_OBJECT(
            "JSON, but a text, number, boolean or null, or an array without an object; also one of these beside the"
                    + " objects of an array");

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
