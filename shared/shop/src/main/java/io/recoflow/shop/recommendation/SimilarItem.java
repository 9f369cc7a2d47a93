package io.recoflow.shop.recommendation;

/** @param distance the cosine distance, 0 or more */
public record SimilarItem(String id, float distance) {}
