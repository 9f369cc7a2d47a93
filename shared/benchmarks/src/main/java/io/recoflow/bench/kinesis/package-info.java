/** How fast records of a Kinesis stream reach a Spark query's sink. */
@NullMarked
package io.recoflow.bench.kinesis;

import org.jspecify.annotations.NullMarked;
