/** Kafka as a broker: a stream is a topic, a shard a partition, a sequence number an offset. */
@NullMarked
package io.recoflow.streaming.kafka;

import org.jspecify.annotations.NullMarked;
