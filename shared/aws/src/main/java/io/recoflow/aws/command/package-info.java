/** Runs the commands of a documentation page without what they command. */
@NullMarked
package io.recoflow.aws.command;

import org.jspecify.annotations.NullMarked;
