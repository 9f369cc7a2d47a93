package io.recoflow.kinesis.sink;

import io.recoflow.kinesis.client.Shard;
import io.recoflow.kinesis.read.ShardTopology;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Which shard takes the records of a partition key: the one whose range has the key's MD5.
 *
 * @param byStart the open shards by the first hash key of their ranges; not to be changed
 */
record ShardRanges(TreeMap<BigInteger, Shard> byStart) {

    /** Where shards are not known. */
    static final ShardRanges NONE = new ShardRanges(new TreeMap<>());

    /** @param listed the shards of a stream, open and closed */
    static ShardRanges of(List<Shard> listed) {
        TreeMap<BigInteger, Shard> byStart = new TreeMap<>();
        new ShardTopology(listed).leaves().forEach(shard -> byStart.put(shard.startingHashKey(), shard));
        return new ShardRanges(byStart);
    }

    /** The shard's id; nothing where it is not known. */
    Optional<String> shardOf(String partitionKey) {
        BigInteger hashKey = new BigInteger(1, DigestUtils.md5(partitionKey));
        return Optional.ofNullable(byStart.floorEntry(hashKey))
                .map(Map.Entry::getValue)
                .filter(shard -> hashKey.compareTo(shard.endingHashKey()) <= 0)
                .map(Shard::id);
    }
}
