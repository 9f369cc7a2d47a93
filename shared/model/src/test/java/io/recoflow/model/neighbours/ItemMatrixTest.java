package io.recoflow.model.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recoflow.model.bundle.Embedding;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemMatrixTest {

    private static final IntPredicate ALL = item -> true;

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "7, 3, 10", "110, 32, 10", "1023, 5, 10", "1024, 32, 1", "1025, 33, 10", "5000, 8, 100"})
    void theHighestInnerProductsAreThoseOfASortOfAll(int items, int dimension, int k) {
        Random random = seeded();
        List<Embedding> embeddings = embeddings(random, items, dimension);
        ItemMatrix matrix = ItemMatrix.of(embeddings, dimension, dimension);
        for (int round = 0; round < 20; round++) {
            float[] query = vector(random, dimension);
            IntPredicate admitted = round % 2 == 0 ? ALL : item -> item % 3 != 0;

            float[] added = vector(random, items);
            boolean isAdded = round % 4 > 1;

            List<Neighbour> found = matrix.highestInnerProducts(query, k, admitted, isAdded ? added : null);

            IntToDoubleFunction score =
                    item -> product(query, embeddings.get(item).values()) + (isAdded ? added[item] : 0);
            assertThat(found)
                    .extracting(Neighbour::index)
                    .doesNotHaveDuplicates()
                    .allMatch(admitted::test);
            assertThat(found).extracting(Neighbour::value).isSortedAccordingTo(Comparator.reverseOrder());
            assertThatValues(found, score, 1e-4);
            assertThatRanks(
                    found,
                    IntStream.range(0, items)
                            .filter(admitted)
                            .mapToDouble(item -> -score.applyAsDouble(item))
                            .sorted()
                            .limit(k)
                            .map(negated -> -negated),
                    1e-4);
        }
    }

    @Test
    void theMostSimilarAreThoseOfTheSmallestCosineDistanceWithoutTheLastDimensions() {
        Random random = seeded();
        List<Embedding> embeddings = embeddings(random, 500, 9);
        ItemMatrix matrix = ItemMatrix.of(embeddings, 9, 8);
        for (int item = 0; item < 50; item++) {
            int self = item;

            List<Neighbour> found = matrix.mostSimilar(item, 5, ALL);

            float[] direction = embeddings.get(item).values();
            assertThat(found)
                    .extracting(Neighbour::index)
                    .doesNotHaveDuplicates()
                    .doesNotContain(self);
            assertThat(found).extracting(Neighbour::value).isSorted();
            assertThatValues(
                    found, other -> distance(direction, embeddings.get(other).values(), 8), 1e-5);
            assertThatRanks(
                    found,
                    IntStream.range(0, 500)
                            .filter(other -> other != self)
                            .mapToDouble(other ->
                                    distance(direction, embeddings.get(other).values(), 8))
                            .sorted()
                            .limit(5),
                    1e-5);
        }
    }

    @Test
    void ofEqualScoresTheFirstItemsWin() {
        ItemMatrix matrix = ItemMatrix.of(
                IntStream.range(0, 3_000)
                        .mapToObj(item -> new Embedding("i" + item, new float[] {item % 2}))
                        .toList(),
                1,
                1);

        assertThat(matrix.highestInnerProducts(new float[] {1}, 3, ALL))
                .extracting(Neighbour::id)
                .containsExactly("i1", "i3", "i5");
    }

    @Test
    void askingForNothingOrForMoreThanThereIsGivesWhatThereIs() {
        ItemMatrix matrix = ItemMatrix.of(embeddings(seeded(), 3, 2), 2, 2);

        assertThat(matrix.highestInnerProducts(new float[] {1, 1}, 0, ALL)).isEmpty();
        assertThat(matrix.highestInnerProducts(new float[] {1, 1}, 10, ALL)).hasSize(3);
        assertThat(matrix.highestInnerProducts(new float[] {1, 1}, 10, item -> false))
                .isEmpty();
        assertThat(matrix.mostSimilar(0, 10, ALL)).hasSize(2);
        assertThat(ItemMatrix.of(List.of(), 2, 2).highestInnerProducts(new float[] {1, 1}, 1, ALL))
                .isEmpty();
    }

    @Test
    void anItemWithoutADirectionIsAtDistanceOne() {
        ItemMatrix matrix = ItemMatrix.of(
                List.of(new Embedding("zero", new float[] {0, 0}), new Embedding("one", new float[] {1, 0})), 2, 2);

        assertThat(matrix.mostSimilar(1, 1, ALL)).containsExactly(new Neighbour(0, "zero", 1));
    }

    @Test
    void aVectorOfAnyLengthHasItsDistances() {
        ItemMatrix matrix = ItemMatrix.of(
                List.of(
                        new Embedding("short", new float[] {1e-42f, 0}),
                        new Embedding("one", new float[] {1, 0}),
                        new Embedding("long", new float[] {3e38f, 0})),
                2,
                2);

        assertThat(matrix.mostSimilar(1, 2, ALL))
                .extracting(Neighbour::value)
                .allSatisfy(distance -> assertThat(distance).isCloseTo(0, within(1e-6f)));
    }

    @Test
    void anIdThatIsThereTwiceIsRefused() {
        Embedding one = new Embedding("a", new float[] {1});
        assertThatThrownBy(() -> ItemMatrix.of(List.of(one, one), 1, 1)).hasMessageContaining("a is there twice");
    }

    @Test
    void itSurvivesABroadcast() throws Exception {
        ItemMatrix matrix = ItemMatrix.of(embeddings(seeded(), 50, 4), 4, 3);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(matrix);
        }

        ItemMatrix copy =
                (ItemMatrix) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

        float[] query = {1, 2, 3, 4};
        assertThat(copy.highestInnerProducts(query, 5, ALL)).isEqualTo(matrix.highestInnerProducts(query, 5, ALL));
        assertThat(copy.indexOf("i7")).hasValue(7);
        assertThat(copy.indexOf("none")).isEmpty();
    }

    private static void assertThatValues(List<Neighbour> found, IntToDoubleFunction exact, double precision) {
        assertThat(found).allSatisfy(each -> assertThat((double) each.value())
                .isCloseTo(exact.applyAsDouble(each.index()), within(precision)));
    }

    /** By value and not by item: two that differ by less than a float can tell may stand in either order. */
    private static void assertThatRanks(List<Neighbour> found, DoubleStream best, double precision) {
        double[] values = found.stream().mapToDouble(Neighbour::value).toArray();
        assertThat(values).containsExactly(best.toArray(), within(precision));
    }

    private static List<Embedding> embeddings(Random random, int items, int dimension) {
        List<Embedding> embeddings = new ArrayList<>();
        for (int item = 0; item < items; item++) {
            embeddings.add(new Embedding("i" + item, vector(random, dimension)));
        }
        return embeddings;
    }

    private static float[] vector(Random random, int dimension) {
        float[] vector = new float[dimension];
        for (int d = 0; d < dimension; d++) {
            vector[d] = (float) random.nextGaussian();
        }
        return vector;
    }

    private static double product(float[] a, float[] b) {
        double sum = 0;
        for (int d = 0; d < a.length; d++) {
            sum += (double) a[d] * b[d];
        }
        return sum;
    }

    private static double distance(float[] a, float[] b, int dimensions) {
        double product = 0;
        double normA = 0;
        double normB = 0;
        for (int d = 0; d < dimensions; d++) {
            product += (double) a[d] * b[d];
            normA += (double) a[d] * a[d];
            normB += (double) b[d] * b[d];
        }
        return 1 - product / Math.sqrt(normA * normB);
    }

    private static Random seeded() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed + " (repeat with -Dseed=" + seed + ")");
        return new Random(seed);
    }
}
