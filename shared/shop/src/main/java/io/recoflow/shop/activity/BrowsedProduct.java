package io.recoflow.shop.activity;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A product that a shopper looked at.
 *
 * @param productCode not blank, without white space around it
 * @param quantity 0 to 1,000,000
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BrowsedProduct(String productCode, @Nullable Integer quantity, boolean inShoppingCart) {}
