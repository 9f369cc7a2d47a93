/** The archive: what was published, rejected and counted, in the lake. */
@NullMarked
package io.recoflow.jobs.recommend.archive;

import org.jspecify.annotations.NullMarked;
