/** What a job needs of whatever has its streams. */
@NullMarked
package io.recoflow.streaming.broker;

import org.jspecify.annotations.NullMarked;
