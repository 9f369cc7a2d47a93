/** Immutable snapshots of a dataset, made visible by a pointer. */
@NullMarked
package io.recoflow.lake.snapshot;

import org.jspecify.annotations.NullMarked;
