/** What a good row must fulfil, and what happens to the others. */
@NullMarked
package io.recoflow.lake.rules;

import org.jspecify.annotations.NullMarked;
