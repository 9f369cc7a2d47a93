package io.recoflow.local.shop;

import java.math.BigDecimal;

/**
 * A row of the table "products", and what the shop does not store.
 *
 * @param lineIndex the product line's place in {@link Products#LINES}
 * @param scaleIndex the scale's place in {@link Products#SCALES}
 * @param popularity how often it is bought, relative to the others; positive
 * @param quality how much better than others customers find it, in stars
 * @param style what draws customers to it: its maker's place in {@link Products#MAKERS}
 */
record Product(
        String code,
        String name,
        String line,
        int lineIndex,
        String scale,
        int scaleIndex,
        String vendor,
        String description,
        int quantityInStock,
        BigDecimal buyPrice,
        BigDecimal msrp,
        double popularity,
        double quality,
        int style) {}
