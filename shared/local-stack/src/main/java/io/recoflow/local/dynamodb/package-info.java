/** A DynamoDB on this machine. */
@NullMarked
package io.recoflow.local.dynamodb;

import org.jspecify.annotations.NullMarked;
