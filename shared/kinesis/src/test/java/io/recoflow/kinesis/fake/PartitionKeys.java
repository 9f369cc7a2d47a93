package io.recoflow.kinesis.fake;

import io.recoflow.kinesis.client.Shard;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Which shard a partition key belongs to: the one whose range has the key's MD5 hash. */
final class PartitionKeys {

    private PartitionKeys() {}

    static boolean belongs(String partitionKey, Shard shard) {
        BigInteger hash = hash(partitionKey);
        return hash.compareTo(shard.startingHashKey()) >= 0 && hash.compareTo(shard.endingHashKey()) <= 0;
    }

    private static BigInteger hash(String partitionKey) {
        try {
            return new BigInteger(
                    1, MessageDigest.getInstance("MD5").digest(partitionKey.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
