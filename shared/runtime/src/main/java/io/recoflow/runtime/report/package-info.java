/** What a job says: its console, tables, JSON, progress. */
@NullMarked
package io.recoflow.runtime.report;

import org.jspecify.annotations.NullMarked;
