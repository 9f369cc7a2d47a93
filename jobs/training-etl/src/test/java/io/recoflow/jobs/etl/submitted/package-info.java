/** The job as its users run it: the real jar, through spark-submit, in a process of its own, on a real database. */
@NullMarked
package io.recoflow.jobs.etl.submitted;

import org.jspecify.annotations.NullMarked;
