package io.recoflow.model.neighbours;

import io.recoflow.model.bundle.Embedding;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The embeddings of all items, in memory: 8 bytes an item and dimension. Immutable, safe for concurrent callers, and
 * made to be broadcast.
 */
public final class ItemMatrix implements Serializable {

    private static final long serialVersionUID = 1;

    private final String[] ids;
    private final Map<String, Integer> indexes;
    private final VectorBlocks items;
    private final VectorBlocks directions;

    private ItemMatrix(String[] ids, Map<String, Integer> indexes, VectorBlocks items, VectorBlocks directions) {
        this.ids = ids;
        this.indexes = indexes;
        this.items = items;
        this.directions = directions;
    }

    /**
     * @param embeddings all of one dimension; ids occur once
     * @param similarityDimensions how many of the first dimensions tell similar items
     * @throws IllegalArgumentException where they are not so
     */
    public static ItemMatrix of(List<Embedding> embeddings, int dimension, int similarityDimensions) {
        String[] ids = new String[embeddings.size()];
        float[][] vectors = new float[embeddings.size()][];
        Map<String, Integer> indexes = new HashMap<>();
        double[] ones = new double[embeddings.size()];
        double[] norms = new double[embeddings.size()];
        Arrays.fill(ones, 1);
        for (int i = 0; i < ids.length; i++) {
            Embedding embedding = embeddings.get(i);
            if (embedding.values().length != dimension || indexes.put(embedding.id(), i) != null) {
                throw new IllegalArgumentException(embedding.id() + " is there twice, or not of " + dimension
                        + " dimensions but " + embedding.values().length);
            }
            ids[i] = embedding.id();
            vectors[i] = embedding.values();
            norms[i] = inverseNorm(embedding.values(), similarityDimensions);
        }
        return new ItemMatrix(
                ids,
                indexes,
                VectorBlocks.of(vectors, dimension, ones),
                VectorBlocks.of(vectors, similarityDimensions, norms));
    }

    public int size() {
        return ids.length;
    }

    public String id(int index) {
        return ids[index];
    }

    /** Where an item is, or empty where it has no embedding. */
    public OptionalInt indexOf(String id) {
        Integer index = indexes.get(id);
        return index == null ? OptionalInt.empty() : OptionalInt.of(index);
    }

    /** A copy of an item's embedding. */
    public float[] embedding(int index) {
        return items.vector(index);
    }

    /**
     * The items with the highest inner products, the highest first.
     *
     * @param query a user's embedding
     * @param k at most so many
     * @param admitted false for the index of an item that shall not be among them
     */
    public List<Neighbour> highestInnerProducts(float[] query, int k, IntPredicate admitted) {
        return highestInnerProducts(query, k, admitted, null);
    }

    /**
     * The same, of inner products to which something is added.
     *
     * @param added to each item's, by its index; null for nothing
     */
    public List<Neighbour> highestInnerProducts(float[] query, int k, IntPredicate admitted, float @Nullable [] added) {
        if (query.length != items.dimension()) {
            throw new IllegalArgumentException(
                    "A query of " + query.length + " dimensions, and items of " + items.dimension());
        }
        return neighbours(items.highest(query, k, admitted, added), 0, 1);
    }

    /**
     * The items whose embeddings point where one item's does, by cosine distance, the nearest first. The item itself is
     * not among them. An embedding of length 0 has the distance 1 to all.
     */
    public List<Neighbour> mostSimilar(int index, int k, IntPredicate admitted) {
        float[] direction = directions.vector(index);
        return neighbours(directions.highest(direction, k, each -> each != index && admitted.test(each), null), 1, -1);
    }

    private List<Neighbour> neighbours(TopK top, float offset, float factor) {
        TopK.Entries entries = top.drain();
        List<Neighbour> neighbours = new ArrayList<>(entries.indexes().length);
        for (int i = 0; i < entries.indexes().length; i++) {
            int index = entries.indexes()[i];
            neighbours.add(new Neighbour(index, ids[index], offset + factor * entries.scores()[i]));
        }
        return neighbours;
    }

    /** Not in 32 bits, where that of a short vector would be infinite. */
    private static double inverseNorm(float[] vector, int dimensions) {
        double sum = 0;
        for (int d = 0; d < dimensions; d++) {
            sum += (double) vector[d] * vector[d];
        }
        return sum == 0 ? 0 : 1 / Math.sqrt(sum);
    }
}
