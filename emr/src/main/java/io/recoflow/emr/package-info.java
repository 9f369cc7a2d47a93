/** The jobs on EMR Serverless and on EMR on EC2: stacks that derive from what the jobs declare. */
@NullMarked
package io.recoflow.emr;

import org.jspecify.annotations.NullMarked;
