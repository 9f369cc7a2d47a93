/** How any job starts and ends: command line, configuration, Spark session, secrets, errors, exit codes, report. */
@NullMarked
package io.recoflow.runtime;

import org.jspecify.annotations.NullMarked;
