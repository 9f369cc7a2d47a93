/** Queries that run for as long as the job does: started, watched, started again, brought to rest. */
@NullMarked
package io.recoflow.streaming.query;

import org.jspecify.annotations.NullMarked;
