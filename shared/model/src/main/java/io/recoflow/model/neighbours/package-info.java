/** The items nearest to a vector: exact, in memory. */
@NullMarked
package io.recoflow.model.neighbours;

import org.jspecify.annotations.NullMarked;
