/** The shop's database over JDBC: read in parallel, with bounded memory, and through outages. */
@NullMarked
package io.recoflow.jobs.etl.source;

import org.jspecify.annotations.NullMarked;
