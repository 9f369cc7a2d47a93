/** The job store-reviews. */
@NullMarked
package io.recoflow.jobs.reviews;

import org.jspecify.annotations.NullMarked;
