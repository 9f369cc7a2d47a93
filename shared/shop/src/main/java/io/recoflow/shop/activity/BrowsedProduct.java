package io.recoflow.shop.activity;

import org.jspecify.annotations.Nullable;

/**
 * A product that a shopper looked at.
 *
 * @param productCode not blank
 * @param quantity 0 to 1,000,000
 */
public record BrowsedProduct(String productCode, @Nullable Integer quantity, boolean inShoppingCart) {}
