/** Writes items to a table of DynamoDB: of each key the newest stays, whatever is repeated, reordered or refused on the way. */
@NullMarked
package io.recoflow.dynamodb;

import org.jspecify.annotations.NullMarked;
