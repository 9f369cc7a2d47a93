package io.recoflow.bench.recommend;

import java.math.BigInteger;

/** Given explicitly, because kinesalite takes longer to derive one than for all the rest of a record. */
final class HashKey {

    private HashKey() {}

    /** The first of a shard's; the shards take turns as the hashes of the texts do. */
    static String of(String text) {
        int shard = Math.floorMod(text.hashCode(), ShopStreams.SHARDS);
        return BigInteger.ONE
                .shiftLeft(128)
                .multiply(BigInteger.valueOf(shard))
                .divide(BigInteger.valueOf(ShopStreams.SHARDS))
                .toString();
    }
}
