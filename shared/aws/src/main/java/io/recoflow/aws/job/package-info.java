/** What a template says of a job, held against the job itself. */
@NullMarked
package io.recoflow.aws.job;

import org.jspecify.annotations.NullMarked;
