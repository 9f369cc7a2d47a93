/** The shop's database over JDBC: read in parallel, with bounded memory, and through outages. */
@NullMarked
package io.recoflow.database;

import org.jspecify.annotations.NullMarked;
