package io.recoflow.kinesis.offset;

import java.io.Serializable;
import java.time.Instant;
import java.util.Comparator;

/** A place in a shard, between two records. */
public sealed interface ShardPosition extends Serializable {

    /** Sequence numbers are decimal without leading zeros, so a longer one is greater. */
    Comparator<String> SEQUENCE_NUMBERS =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    /** Before the oldest record that the stream still has. */
    record TrimHorizon() implements ShardPosition {}

    /** Before the first record that arrived at this time or later, by the service's clock. */
    record AtTimestamp(Instant time) implements ShardPosition {}

    /** After the record with this sequence number. */
    record AfterSequenceNumber(String sequenceNumber) implements ShardPosition {

        public AfterSequenceNumber {
            if (sequenceNumber.isEmpty() || !sequenceNumber.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
                throw new IllegalArgumentException("Not a sequence number: " + sequenceNumber);
            }
        }
    }

    /**
     * After the last record of a closed shard.
     *
     * @param childrenFrom where reading goes on in the shards that followed: their beginning, or the time that reading
     *     began at, where this shard had no record since
     */
    record ShardEnd(ShardPosition childrenFrom) implements ShardPosition {}

    /** Where the children of a shard begin, once it was read to its end from here. */
    default ShardPosition childrenFrom() {
        if (this instanceof AtTimestamp) {
            // No record was read since then, so the children may hold older ones.
            return this;
        }
        return this instanceof ShardEnd end ? end.childrenFrom() : new TrimHorizon();
    }

    default boolean isEnd() {
        return this instanceof ShardEnd;
    }
}
