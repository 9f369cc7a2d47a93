/** The platforms' Kinesis sources, which no repository has, as their documentation describes them. */
@NullMarked
package io.recoflow.jobs.recommend.platform;

import org.jspecify.annotations.NullMarked;
