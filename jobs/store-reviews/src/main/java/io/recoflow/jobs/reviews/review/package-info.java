/** Reviews of a stream's records, as a table of DynamoDB and the lake keep them. */
@NullMarked
package io.recoflow.jobs.reviews.review;

import org.jspecify.annotations.NullMarked;
