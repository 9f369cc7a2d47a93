/** How a model is chosen, trained and measured. */
@NullMarked
package io.recoflow.jobs.train.learn;

import org.jspecify.annotations.NullMarked;
