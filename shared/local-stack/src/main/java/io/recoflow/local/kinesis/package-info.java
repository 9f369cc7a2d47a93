/** Kinesis on this machine: a fast server, and a complete one. */
@NullMarked
package io.recoflow.local.kinesis;

import org.jspecify.annotations.NullMarked;
