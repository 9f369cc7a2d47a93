/** {@code stream-recommend}: from a shopper's click to recommendations, and all of it on record. */
@NullMarked
package io.recoflow.jobs.recommend;

import org.jspecify.annotations.NullMarked;
