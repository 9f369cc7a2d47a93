/** How the job is doing: statistics, the line of progress, metrics. */
@NullMarked
package io.recoflow.jobs.recommend.monitoring;

import org.jspecify.annotations.NullMarked;
