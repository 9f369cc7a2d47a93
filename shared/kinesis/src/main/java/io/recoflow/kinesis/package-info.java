/** Kinesis as a Spark data source and sink, {@code format("recoflow-kinesis")}. */
@NullMarked
package io.recoflow.kinesis;

import org.jspecify.annotations.NullMarked;
