/** What shoppers did: events as they come from the shop, and what is wrong with those that are none. */
@NullMarked
package io.recoflow.jobs.recommend.activity;

import org.jspecify.annotations.NullMarked;
