/**
 * How data is checked and stored: {@link io.recoflow.lake.contract the contract} of a source, {@link
 * io.recoflow.lake.rules row rules}, {@link io.recoflow.lake.parquet partitioned Parquet}, {@link
 * io.recoflow.lake.snapshot snapshots} and {@link io.recoflow.lake.hourly tables that streams append to}.
 */
@NullMarked
package io.recoflow.lake;

import org.jspecify.annotations.NullMarked;
