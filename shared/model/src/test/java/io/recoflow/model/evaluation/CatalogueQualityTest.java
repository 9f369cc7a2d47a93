package io.recoflow.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CatalogueQualityTest {

    private static final int ITEMS = 20;

    @Test
    void whatWasSeenTakesNoPlaceAndWhatWasChosenCountsByItsRank() {
        // By their numbers 19, 18, …; 19 was seen, so 18 is first and 16 third.
        Shopper shopper = new Shopper(0, new int[] {19}, new int[] {3, 16, 18});

        CatalogueQuality quality =
                CatalogueQuality.of(List.of(shopper), CatalogueQualityTest::byNumber, ITEMS, all(), bits(18, 17, 0));

        double best = 1 + Math.log(2) / Math.log(3) + 0.5;
        assertThat(quality.meanNdcg()).isCloseTo((1 + 0.5) / best, within(1e-12));
        assertThat(quality.meanRecall()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(quality.coverage()).isEqualTo(0.5);
        assertThat(quality.popularShare()).isEqualTo(0.2);
    }

    @Test
    void onlyWhatIsOfferedIsRanked() {
        Shopper shopper = new Shopper(0, new int[0], new int[] {2});

        CatalogueQuality quality =
                CatalogueQuality.of(List.of(shopper), CatalogueQualityTest::byNumber, ITEMS, bits(1, 2), new BitSet());

        assertThat(quality.meanNdcg()).isEqualTo(1);
        assertThat(quality.coverage()).isEqualTo(1);
    }

    @Test
    void chanceIsTheMeanOfAllDraws() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed + " (repeat with -Dseed=" + seed + ")");
        Random random = new Random(seed);
        Shopper shopper = new Shopper(0, new int[] {0, 1}, new int[] {4, 9, 11});
        CatalogueQuality chance = CatalogueQuality.ofChance(List.of(shopper), all(), new BitSet());
        double ndcg = 0;
        double recall = 0;
        int draws = 20_000;
        for (int draw = 0; draw < draws; draw++) {
            double[] lots = random.doubles(ITEMS).toArray();
            CatalogueQuality drawn = CatalogueQuality.of(
                    List.of(shopper),
                    (any, scores) -> System.arraycopy(lots, 0, scores, 0, ITEMS),
                    ITEMS,
                    all(),
                    new BitSet());
            ndcg += drawn.meanNdcg() / draws;
            recall += drawn.meanRecall() / draws;
        }
        assertThat(chance.meanNdcg()).isCloseTo(ndcg, within(0.01));
        assertThat(chance.meanRecall()).isCloseTo(recall, within(0.01));
    }

    /** Of two items that always go together, either predicts the other, and nothing predicts itself. */
    @Test
    void easeKnowsWhatGoesTogether() {
        List<Rating> ratings = IntStream.range(0, 3_000)
                .boxed()
                .flatMap(customer -> customer % 2 == 0
                        ? List.of(new Rating(customer, 0, 5), new Rating(customer, 1, 5)).stream()
                        : List.of(new Rating(customer, 2, 5), new Rating(customer, 3, 5)).stream())
                .toList();
        Baselines baselines = new Baselines(3_000, 5, ratings);
        double[] scores = new double[5];

        Ease.of(baselines, 5).score(new Shopper(0, new int[] {0}, new int[] {1}), scores);

        // By hand: (XᵀX + 500 I)⁻¹ of [[2000, 1500], [1500, 2000]] has −0.75 times its diagonal beside it.
        assertThat(scores[1]).isCloseTo(0.75, within(1e-3));
        assertThat(scores[0]).isZero();
        assertThat(scores[2]).isCloseTo(0, within(1e-6));
        assertThat(scores[4]).isEqualTo(Double.NEGATIVE_INFINITY);
        baselines.itemCosine(new Shopper(0, new int[] {0}, new int[] {1}), scores);
        assertThat(scores[1]).isCloseTo(1, within(1e-9));
        assertThat(scores[2]).isZero();
    }

    /** P = (XᵀX + λI)⁻¹ times XᵀX + λI is the identity, and so is what the weights tell of it. */
    @Test
    void easeSolvesItsEquationsWhateverTheNumberOfItems() {
        int items = 83;
        Random random = new Random(5);
        List<Rating> ratings = IntStream.range(0, 400)
                .boxed()
                .flatMap(customer -> IntStream.range(0, items)
                        .filter(item -> random.nextDouble() < 0.3)
                        .mapToObj(item -> new Rating(customer, item, 1)))
                .toList();
        double[][] gram = new double[items][items];
        boolean[][] rated = new boolean[400][items];
        ratings.forEach(rating -> rated[rating.customer()][rating.item()] = true);
        for (int i = 0; i < items; i++) {
            for (int j = 0; j < items; j++) {
                for (boolean[] row : rated) {
                    gram[i][j] += row[i] && row[j] ? 1 : 0;
                }
            }
            gram[i][i] += 500;
        }
        Ease ease = Ease.of(new Baselines(400, items, ratings), items);
        double[][] weights = new double[items][items];
        for (int seen = 0; seen < items; seen++) {
            ease.score(new Shopper(0, new int[] {seen}, new int[] {0}), weights[seen]);
        }

        // Of column j: Σ_k (XᵀX + λI)_ik · (1 where k is j, else −weight_kj) is 0 for all i but j.
        for (int j = 0; j < items; j++) {
            for (int i = 0; i < items; i++) {
                double sum = gram[i][j];
                for (int k = 0; k < items; k++) {
                    sum -= gram[i][k] * weights[k][j];
                }
                if (i != j) {
                    assertThat(sum).isCloseTo(0, within(0.05));
                } else {
                    assertThat(sum).isGreaterThan(100);
                }
            }
        }
    }

    private static void byNumber(Shopper shopper, double[] scores) {
        for (int item = 0; item < scores.length; item++) {
            scores[item] = item;
        }
    }

    private static BitSet all() {
        BitSet all = new BitSet();
        all.set(0, ITEMS);
        return all;
    }

    private static BitSet bits(int... items) {
        BitSet bits = new BitSet();
        for (int item : items) {
            bits.set(item);
        }
        return bits;
    }
}
