/** What the stacks' roles allow, and what the jobs' code and the platforms need of AWS. */
@NullMarked
package io.recoflow.aws.policy;

import org.jspecify.annotations.NullMarked;
