package io.recoflow.shop.recommendation;

import org.jspecify.annotations.Nullable;

/** @param score the model's, which is a predicted rating where the model has learned ratings; null for a popular product */
public record RecommendedItem(String id, @Nullable Float score) {}
