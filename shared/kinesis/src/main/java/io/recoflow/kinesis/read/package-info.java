/** Reading shards: by polling or enhanced fan-out, with retries, and unpacking of producers' aggregated records. */
@NullMarked
package io.recoflow.kinesis.read;

import org.jspecify.annotations.NullMarked;
