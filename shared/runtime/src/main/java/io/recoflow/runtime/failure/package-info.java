/** What goes wrong, in one line each, with the exit code it ends a job with, and what is tried again. */
@NullMarked
package io.recoflow.runtime.failure;

import org.jspecify.annotations.NullMarked;
