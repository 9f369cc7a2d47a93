/** What recommendations are made from, and how the newest of it gets into every process. */
@NullMarked
package io.recoflow.jobs.recommend.serving;

import org.jspecify.annotations.NullMarked;
