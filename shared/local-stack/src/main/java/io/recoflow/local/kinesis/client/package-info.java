/** Clients of a Kinesis, on this machine or elsewhere, and streams on it. */
@NullMarked
package io.recoflow.local.kinesis.client;

import org.jspecify.annotations.NullMarked;
