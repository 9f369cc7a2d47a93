package io.recoflow.shop.recommendation;

import org.jspecify.annotations.Nullable;

/** @param score the predicted rating; null for a popular product */
public record RecommendedItem(String id, @Nullable Float score) {}
