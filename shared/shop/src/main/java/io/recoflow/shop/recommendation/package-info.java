/** The answer to a shopper's event, as it is published and stored. */
@NullMarked
package io.recoflow.shop.recommendation;

import org.jspecify.annotations.NullMarked;
