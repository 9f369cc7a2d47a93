package io.recoflow.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.model.bundle.Embedding;
import io.recoflow.model.bundle.FoldInDescription;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldInTest {

    private static final FoldInDescription DESCRIPTION = new FoldInDescription(0.8, 5, 10, 0.3, 0.5);
    private static final int DIMENSION = 33;
    private static final double MICROSECOND = 1e3;

    private final Random random = new Random(seed());
    private final List<Embedding> items = IntStream.range(0, 200)
            .mapToObj(i -> new Embedding("i" + i, vector()))
            .toList();
    private final float[] shopper = user();
    private final List<FoldIn.SessionItem> session = List.of(
            new FoldIn.SessionItem(items.get(3).values(), false),
            new FoldIn.SessionItem(items.get(9).values(), true),
            new FoldIn.SessionItem(items.get(70).values(), false));

    @Test
    void noOtherChangeHasALowerSum() {
        FoldIn.Folded folded = FoldIn.of(DESCRIPTION, DIMENSION, items).fold(shopper, 0.1f, session);

        double lowest = sum(folded.embedding(), folded.constant());
        assertThat(lowest).isLessThan(sum(shopper, 0.1f));
        for (int i = 0; i < 100; i++) {
            float[] other = folded.embedding().clone();
            for (int k = 0; k < DIMENSION - 1; k++) {
                other[k] += (float) (0.02 * random.nextGaussian());
            }
            assertThat(sum(other, folded.constant())).isGreaterThan(lowest);
            assertThat(sum(folded.embedding(), folded.constant() + (float) (0.05 * (i % 2 == 0 ? 1 : -1))))
                    .isGreaterThan(lowest);
        }
    }

    @Test
    void nothingLookedAtChangesNothing() {
        FoldIn.Folded folded = FoldIn.of(DESCRIPTION, DIMENSION, items).fold(shopper, 0.1f, List.of());

        assertThat(folded.embedding()).containsExactly(shopper);
        assertThat(folded.constant()).isEqualTo(0.1f);
    }

    /** The best of many runs, since others use the machine as well. */
    @Test
    void itTakesLessThanTwentyMicroseconds() {
        FoldIn foldIn = FoldIn.of(DESCRIPTION, DIMENSION, items);
        double best = Double.POSITIVE_INFINITY;
        float unused = 0;
        for (int round = 0; round < 60; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < 500; i++) {
                unused += foldIn.fold(shopper, 0.1f, session).constant();
            }
            best = Math.min(best, (System.nanoTime() - start) / 500.0);
        }
        System.out.printf("%.1f µs a shopper (%s)%n", best / MICROSECOND, unused);
        assertThat(best).isLessThan(20 * MICROSECOND);
    }

    /** What is minimized, by its definition. */
    private double sum(float[] embedding, float constant) {
        double sum = 0;
        for (FoldIn.SessionItem item : session) {
            double error = product(embedding, item.embedding()) + constant - DESCRIPTION.target();
            sum += (item.inCart() ? DESCRIPTION.cartWeight() : DESCRIPTION.viewWeight()) * error * error;
        }
        for (Embedding item : items) {
            double change = product(embedding, item.values()) + constant - product(shopper, item.values()) - 0.1f;
            sum += DESCRIPTION.allPairsWeight() * change * change;
        }
        double length = Math.pow(constant - 0.1f, 2);
        for (int k = 0; k < DIMENSION; k++) {
            length += Math.pow(embedding[k] - shopper[k], 2);
        }
        return sum + DESCRIPTION.regularization() * length;
    }

    private static double product(float[] a, float[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += (double) a[k] * b[k];
        }
        return sum;
    }

    private float[] user() {
        float[] user = vector();
        user[DIMENSION - 1] = 1;
        return user;
    }

    private float[] vector() {
        float[] vector = new float[DIMENSION];
        for (int k = 0; k < DIMENSION; k++) {
            vector[k] = (float) (0.3 * random.nextGaussian());
        }
        return vector;
    }

    private static long seed() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed + " (repeat with -Dseed=" + seed + ")");
        return seed;
    }
}
