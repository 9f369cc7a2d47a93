/** Factorization machines, which are two towers. */
@NullMarked
package io.recoflow.jobs.train.factorization;

import org.jspecify.annotations.NullMarked;
