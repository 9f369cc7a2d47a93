/** What tests of serving share, and tests of jobs that serve. */
@NullMarked
package io.recoflow.serving;

import org.jspecify.annotations.NullMarked;
