package io.recoflow.local.activity;

import java.math.BigInteger;

/**
 * Explicit hash keys of records. Kinesalite takes longer to derive one from a partition key than for all the rest of a
 * record.
 */
final class HashKeys {
    private HashKeys() {}

    /** @param random any bits; the keys are as evenly spread as these are */
    static String of(long random) {
        return new BigInteger(Long.toUnsignedString(random))
                .shiftLeft(Long.SIZE)
                .toString();
    }
}
