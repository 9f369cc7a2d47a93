/** What a source table must look like, and how the real one differs. */
@NullMarked
package io.recoflow.lake.contract;

import org.jspecify.annotations.NullMarked;
