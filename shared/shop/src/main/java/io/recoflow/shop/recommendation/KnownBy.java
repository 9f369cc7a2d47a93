package io.recoflow.shop.recommendation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What the model knew a shopper by. */
public enum KnownBy {
    /** The customer's number: the model has learned from this customer. */
    CUSTOMER,
    /** The products of the session. */
    SESSION,
    /** What the event says of the shopper: a city, a country. */
    FEATURES;

    /** As it is published: {@code customer}. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
