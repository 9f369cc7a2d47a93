/** Options of jobs: their types, where their values come from, and what is wrong with them. */
@NullMarked
package io.recoflow.runtime.option;

import org.jspecify.annotations.NullMarked;
