package io.recoflow.streaming.broker;

import java.util.Optional;

/**
 * What a query reads, and how.
 *
 * @param position where it begins without a checkpoint, in the broker's words
 * @param consumer by which the broker knows the query; empty where it has no need of one
 */
public record StreamRead(StreamAddress stream, String position, Optional<String> consumer, ReadPace pace) {}
