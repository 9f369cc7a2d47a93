/** How any job starts and ends: command line, help, log, errors, exit code. */
@NullMarked
package io.recoflow.runtime.launch;

import org.jspecify.annotations.NullMarked;
