package io.recoflow.shop.recommendation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a recommendation is not all the model's. Where there are several, the first in this order is told. */
public enum FallbackReason {
    EXPIRED("nobody waited for it any more, see `--expire-after`: it is in the table only, and was not published"),
    DEADLINE("more than `--deadline` has passed since the event arrived"),
    NO_MODEL("there is no model yet, or this process is still loading it"),
    MISSING_FEATURES("the event has nothing by which the model knows shoppers: a customer that it has learned from, a"
            + " product of the session, a feature"),
    MODEL_ERROR("the model failed on this event, or gave numbers that are not finite"),
    NOTHING_LEFT(
            "all products that are known are in the cart, sold out or excluded by the shop's rules; what is popular is"
                    + " recommended nevertheless"),
    NO_EMBEDDING("a product has no embedding, so nothing is similar to it"),
    TOO_FEW_ITEMS(
            "the model knows fewer items than were asked for, without those in the cart, sold out or excluded by the"
                    + " shop's rules");

    private final String meaning;

    FallbackReason(String meaning) {
        this.meaning = meaning;
    }

    /** As it is published: {@code no_model}. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For documentation. */
    public String meaning() {
        return meaning;
    }
}
