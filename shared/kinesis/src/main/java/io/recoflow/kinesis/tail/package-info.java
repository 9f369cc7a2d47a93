/** Reading ahead on the driver: one tailer a shard, one bounded buffer, and where the next micro-batch ends. */
@NullMarked
package io.recoflow.kinesis.tail;

import org.jspecify.annotations.NullMarked;
