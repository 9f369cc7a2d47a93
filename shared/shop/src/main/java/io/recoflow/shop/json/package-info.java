/** JSON as others send it, read strictly. */
@NullMarked
package io.recoflow.shop.json;

import org.jspecify.annotations.NullMarked;
