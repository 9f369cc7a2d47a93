/** The query that recommends: reads activity, recommends, publishes. */
@NullMarked
package io.recoflow.jobs.recommend.stream;

import org.jspecify.annotations.NullMarked;
