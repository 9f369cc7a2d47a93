/** Small dense systems of equations, as least squares lead to. */
@NullMarked
package io.recoflow.model.solve;

import org.jspecify.annotations.NullMarked;
