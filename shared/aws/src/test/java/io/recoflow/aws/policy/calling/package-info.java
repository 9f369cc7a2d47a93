/** Code that calls AWS, to be read as class files and never run. */
@NullMarked
package io.recoflow.aws.policy.calling;

import org.jspecify.annotations.NullMarked;
