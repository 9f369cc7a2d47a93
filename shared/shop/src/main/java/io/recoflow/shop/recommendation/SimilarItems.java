package io.recoflow.shop.recommendation;

import java.util.List;

/** @param similarItems the nearest first, by cosine distance; empty where the product has no embedding */
public record SimilarItems(String productCode, List<SimilarItem> similarItems) {}
