package io.recoflow.model.bundle;

/**
 * A table of embeddings: CSV with the header {@code id,embedding}; a vector is {@code [0.1,0.2,…]}.
 *
 * @param file below the bundle's folder
 * @param rows without the header
 */
public record EmbeddingsDescription(String file, long rows) {}
