/** The stacks that every platform stands on, and what the platforms' stacks are made with. */
@NullMarked
package io.recoflow.aws.stack;

import org.jspecify.annotations.NullMarked;
