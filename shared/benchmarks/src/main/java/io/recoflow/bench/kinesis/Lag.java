package io.recoflow.bench.kinesis;

import java.util.Locale;

/**
 * How far a reader was behind in a window of time. Micro-batches let it go up and down, so averages are compared.
 *
 * @param rate records a second that were to be put
 * @param seconds length of the window
 * @param sent records that were put in it
 * @param received distinct ones of them
 * @param first records that were put and had not arrived, on average in the first third of the window
 * @param last the same in the last third
 */
record Lag(int rate, double seconds, long sent, long received, double first, double last) {

    /** Of a reader that failed. */
    static final Lag NONE = new Lag(0, 0, 0, 0, 0, 0);

    private static final double LEAST_SENT_SHARE = 0.99;
    private static final double MOST_GROWTH_SECONDS = 0.5;

    /** Whether as many records were put as should be, and the reader did not fall behind. */
    boolean isHeld() {
        return sent > 0 && sent >= LEAST_SENT_SHARE * rate * seconds && last - first <= MOST_GROWTH_SECONDS * rate;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s for %.0f s, %,.0f/s were put, the lag went from %.2f s to %.2f s",
                isHeld() ? "held" : "not held",
                seconds,
                sent / seconds,
                first / rate,
                last / rate);
    }
}
