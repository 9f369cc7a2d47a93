/** How many reviews a second get from Kinesis into DynamoDB. */
@NullMarked
package io.recoflow.bench.reviews;

import org.jspecify.annotations.NullMarked;
