package io.recoflow.model.neighbours;

/**
 * An item near to what was asked for.
 *
 * @param index its place in the matrix
 * @param id its name
 * @param value its inner product, or its cosine distance (0 to 2)
 */
public record Neighbour(int index, String id, float value) {}
