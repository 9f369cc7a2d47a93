/** Another account's streams, which the local Kinesis does not have. */
@NullMarked
package io.recoflow.jobs.recommend.account;

import org.jspecify.annotations.NullMarked;
