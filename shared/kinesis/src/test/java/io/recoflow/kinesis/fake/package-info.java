/** A Kinesis in memory, written by hand, for what emulators cannot do: throttling, expiry, random faults. */
@NullMarked
package io.recoflow.kinesis.fake;

import org.jspecify.annotations.NullMarked;
