/** Partitioned Parquet files, written as fast as the disk or the object store allows. */
@NullMarked
package io.recoflow.lake.parquet;

import org.jspecify.annotations.NullMarked;
