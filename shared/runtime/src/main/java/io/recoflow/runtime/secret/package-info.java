/** Secrets: where they come from, and that they reach no output. */
@NullMarked
package io.recoflow.runtime.secret;

import org.jspecify.annotations.NullMarked;
