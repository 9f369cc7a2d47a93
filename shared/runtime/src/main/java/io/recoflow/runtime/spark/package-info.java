/** The Spark session of a job. */
@NullMarked
package io.recoflow.runtime.spark;

import org.jspecify.annotations.NullMarked;
