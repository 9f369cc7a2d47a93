package io.recoflow.jobs.recommend.recommendation;

import io.recoflow.model.neighbours.Neighbour;
import java.util.List;

/** @param similarItems the nearest first, by cosine distance; empty where the product has no embedding */
public record SimilarItems(String productCode, List<Neighbour> similarItems) {}
