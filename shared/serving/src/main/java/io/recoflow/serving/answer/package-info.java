/** From an event to its recommendation, whatever is missing on the way. */
@NullMarked
package io.recoflow.serving.answer;

import org.jspecify.annotations.NullMarked;
