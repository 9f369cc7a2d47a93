package io.recoflow.shop.recommendation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a recommendation was made by. */
public enum ServedBy {
    /** All of it by the model. */
    MODEL,
    /** Some of it by the model. */
    PARTIAL,
    /** None of it by the model. */
    POPULARITY;

    /** As it is published: {@code model}. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
