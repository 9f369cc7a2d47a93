/** From an event to its recommendation, whatever is missing on the way. */
@NullMarked
package io.recoflow.jobs.recommend.recommendation;

import org.jspecify.annotations.NullMarked;
