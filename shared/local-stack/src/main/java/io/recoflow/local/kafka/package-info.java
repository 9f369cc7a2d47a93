/** Kafka on this machine. */
@NullMarked
package io.recoflow.local.kafka;

import org.jspecify.annotations.NullMarked;
