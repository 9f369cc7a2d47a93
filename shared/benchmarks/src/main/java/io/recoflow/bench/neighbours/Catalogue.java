package io.recoflow.bench.neighbours;

import io.recoflow.model.bundle.Embedding;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Made-up items and users. Vectors lie around a hundred centres, as those of products lie around their kinds; the last
 * dimension of an item is how good it is, and that of a user is 1.
 */
record Catalogue(List<Embedding> items, List<float[]> users) {

    static final int DIMENSION = 32;
    static final int SIMILARITY_DIMENSIONS = DIMENSION - 1;
    static final int USERS = 64 * 4;

    private static final int CENTRES = 100;
    private static final double SPREAD = 0.5;
    private static final long SEED = 42;

    static Catalogue of(int size) {
        Random random = new Random(SEED);
        float[][] centres = new float[CENTRES][];
        for (int i = 0; i < CENTRES; i++) {
            centres[i] = gaussian(random, new float[DIMENSION], 1);
        }
        List<Embedding> items = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            items.add(new Embedding("item-" + i, gaussian(random, centres[random.nextInt(CENTRES)], SPREAD)));
        }
        List<float[]> users = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            float[] user = gaussian(random, centres[random.nextInt(CENTRES)], SPREAD);
            user[SIMILARITY_DIMENSIONS] = 1;
            users.add(user);
        }
        return new Catalogue(items, users);
    }

    private static float[] gaussian(Random random, float[] centre, double spread) {
        float[] vector = new float[DIMENSION];
        for (int d = 0; d < DIMENSION; d++) {
            vector[d] = (float) (centre[d] + spread * random.nextGaussian());
        }
        return vector;
    }
}
