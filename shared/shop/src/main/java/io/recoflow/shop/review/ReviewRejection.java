package io.recoflow.shop.review;

import java.util.Locale;

/** Why a record is not kept as a review. The first that applies, in this order. */
public enum ReviewRejection {
    EMPTY("no bytes, or only white space"),
    TOO_LARGE("more than 10,485,760 bytes, which is the largest record of Kinesis"),
    NOT_UTF8("bytes that are not UTF-8"),
    TOO_DEEP("JSON nested deeper than 32 levels"),
    NOT_JSON("no JSON: a syntax error, something behind its end, a field twice"),
    NOT_AN_OBJECT("JSON, but an array, text, number, boolean or null"),
    MISSING_FIELD("a field is absent, null or blank that every review has"),
    WRONG_TYPE("a known field of another JSON type"),
    BAD_VALUE("a known field with a value that cannot be"),
    ITEM_TOO_LARGE("a review that is larger than DynamoDB keeps, by its rules: 409,600 bytes"),
    REFUSED("a review that DynamoDB refused to keep, with its words");

    private final String meaning;

    ReviewRejection(String meaning) {
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
