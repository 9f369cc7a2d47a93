/** The streaming source: micro-batches that replay exactly, and real-time mode. */
@NullMarked
package io.recoflow.kinesis.source;

import org.jspecify.annotations.NullMarked;
