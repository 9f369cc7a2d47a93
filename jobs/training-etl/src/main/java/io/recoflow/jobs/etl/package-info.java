/** The ratings of a shop become a training lake of immutable snapshots. */
@NullMarked
package io.recoflow.jobs.etl;

import org.jspecify.annotations.NullMarked;
