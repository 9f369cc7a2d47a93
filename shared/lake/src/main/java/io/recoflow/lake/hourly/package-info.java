/** Tables that streams append to: Delta, partitioned by the hour, each row once. */
@NullMarked
package io.recoflow.lake.hourly;

import org.jspecify.annotations.NullMarked;
