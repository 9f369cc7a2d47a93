/** A model learns from the training lake and becomes a bundle. */
@NullMarked
package io.recoflow.jobs.train;

import org.jspecify.annotations.NullMarked;
