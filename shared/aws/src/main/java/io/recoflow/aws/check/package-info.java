/** Checks of synthesized stacks and of pages' commands without AWS: what its own validators do not know. */
@NullMarked
package io.recoflow.aws.check;

import org.jspecify.annotations.NullMarked;
