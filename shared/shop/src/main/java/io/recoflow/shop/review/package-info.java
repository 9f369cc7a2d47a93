/** Reviews of products: as the shop sends them, as the lake has them. */
@NullMarked
package io.recoflow.shop.review;

import org.jspecify.annotations.NullMarked;
