/** How well a model rates and ranks what it has not seen. */
@NullMarked
package io.recoflow.model.evaluation;

import org.jspecify.annotations.NullMarked;
