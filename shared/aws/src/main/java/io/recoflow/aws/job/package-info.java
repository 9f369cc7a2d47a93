/** The jobs of a project, found by their folders, and what their jars have in them. */
@NullMarked
package io.recoflow.aws.job;

import org.jspecify.annotations.NullMarked;
