package io.recoflow.serving.answer;

import io.recoflow.shop.recommendation.KnownBy;
import java.util.List;

/**
 * A shopper as the model sees them.
 *
 * @param constant what is added to all of the shopper's scores
 * @param knownBy what the model knew the shopper by; empty where the number is all there is, and new to the model
 */
@SuppressWarnings("ArrayRecordComponent") // Made for one use; nobody compares shoppers.
record EmbeddedShopper(float[] embedding, float constant, List<KnownBy> knownBy) {

    boolean isFinite() {
        boolean finite = Float.isFinite(constant);
        for (float value : embedding) {
            finite &= Float.isFinite(value);
        }
        return finite;
    }
}
