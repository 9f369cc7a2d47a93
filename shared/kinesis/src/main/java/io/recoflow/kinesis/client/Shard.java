package io.recoflow.kinesis.client;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.List;

/**
 * A shard as the stream lists it.
 *
 * @param parents none for a first shard, one after a split, two after a merge; they may have expired
 * @param startingHashKey first hash key of its range
 * @param endingHashKey last hash key of its range, included
 */
public record Shard(String id, List<String> parents, BigInteger startingHashKey, BigInteger endingHashKey)
        implements Serializable {

    public Shard {
        parents = List.copyOf(parents);
    }
}
