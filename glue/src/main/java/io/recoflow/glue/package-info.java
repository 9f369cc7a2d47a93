/** The jobs on AWS Glue: a stack that derives from what the jobs declare. */
@NullMarked
package io.recoflow.glue;

import org.jspecify.annotations.NullMarked;
