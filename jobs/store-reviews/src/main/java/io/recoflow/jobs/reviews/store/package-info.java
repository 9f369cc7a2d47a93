/** The queries that store reviews, and what they keep. */
@NullMarked
package io.recoflow.jobs.reviews.store;

import org.jspecify.annotations.NullMarked;
