package io.recoflow.kinesis.tail;

import java.io.Serializable;

/**
 * Who holds a shard's records.
 *
 * @param tailId which tail's records, for the executor that has several
 * @param location of the executor, as Spark writes it: {@code executor_<host>_<id>}
 */
public record Holder(String tailId, String location) implements Serializable {}
