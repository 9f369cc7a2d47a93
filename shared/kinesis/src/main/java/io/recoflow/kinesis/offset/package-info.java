/** How far a stream was read: what stands in Spark's offset log. */
@NullMarked
package io.recoflow.kinesis.offset;

import org.jspecify.annotations.NullMarked;
