/** How well a model rates and ranks what it has not seen. */
@NullMarked
package io.recoflow.jobs.train.evaluation;

import org.jspecify.annotations.NullMarked;
