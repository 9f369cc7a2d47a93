/** Rows judged, written, counted and published: from a dataset in Spark to a snapshot that readers see. */
@NullMarked
package io.recoflow.lake.publish;

import org.jspecify.annotations.NullMarked;
