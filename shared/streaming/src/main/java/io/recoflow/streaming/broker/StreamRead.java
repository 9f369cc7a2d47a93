package io.recoflow.streaming.broker;

import io.recoflow.streaming.kinesis.KinesisSource;
import java.util.Optional;

/**
 * What a query reads, and how.
 *
 * @param position where it begins without a checkpoint: {@code LATEST}, {@code TRIM_HORIZON} or {@code AT_TIMESTAMP <ISO
 *     time>}
 * @param consumer of enhanced fan-out; empty where shards are polled
 * @param pace of our own source; the platforms' have theirs
 */
public record StreamRead(
        StreamAddress stream, KinesisSource format, String position, Optional<String> consumer, ReadPace pace) {}
