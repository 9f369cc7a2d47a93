package io.recoflow.serving.answer;

/**
 * A shopper as the model sees them.
 *
 * @param constant what is added to all of the shopper's scores
 */
@SuppressWarnings("ArrayRecordComponent") // Made for one use; nobody compares shoppers.
record EmbeddedShopper(float[] embedding, float constant) {

    boolean isFinite() {
        boolean finite = Float.isFinite(constant);
        for (float value : embedding) {
            finite &= Float.isFinite(value);
        }
        return finite;
    }
}
