/** Kinesis as a broker, read by this project's source or by a platform's. */
@NullMarked
package io.recoflow.streaming.kinesis;

import org.jspecify.annotations.NullMarked;
