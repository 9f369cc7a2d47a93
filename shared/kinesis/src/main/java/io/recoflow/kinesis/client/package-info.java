/** Kinesis behind one thin interface: what the source and the sink ask of AWS, and nothing else. */
@NullMarked
package io.recoflow.kinesis.client;

import org.jspecify.annotations.NullMarked;
