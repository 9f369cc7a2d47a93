package io.recoflow.kinesis.source;

import java.io.Serializable;
import java.time.Duration;

/**
 * When the records of a batch query arrived, by the service's clock.
 *
 * @param startMillis of the first record, milliseconds since 1970
 * @param endMillis of the first record that is not read
 */
record ArrivalRange(long startMillis, long endMillis) implements Serializable {

    /**
     * Arrival times are approximate, and do not always ascend within a shard: so much further is looked, on both sides,
     * for records that lie in the range.
     */
    static final Duration RESERVE = Duration.ofSeconds(10);

    boolean includes(long arrivalMillis) {
        return startMillis <= arrivalMillis && arrivalMillis < endMillis;
    }

    /** Whether no record of the range is looked for behind one of this arrival. */
    boolean isOver(long arrivalMillis) {
        return arrivalMillis >= endMillis + RESERVE.toMillis();
    }
}
