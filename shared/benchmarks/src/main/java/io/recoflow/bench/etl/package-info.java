/** The job training-etl as a whole, beside another build of it and what it cannot go below. */
@NullMarked
package io.recoflow.bench.etl;

import org.jspecify.annotations.NullMarked;
