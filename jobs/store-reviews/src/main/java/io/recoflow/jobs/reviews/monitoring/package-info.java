/** How the job is doing: counts, the line of progress, metrics. */
@NullMarked
package io.recoflow.jobs.reviews.monitoring;

import org.jspecify.annotations.NullMarked;
