package io.recoflow.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankingQualityTest {

    private static final List<Rating> ONE_CUSTOMER =
            List.of(new Rating(1, 0, 5), new Rating(1, 1, 3), new Rating(1, 2, 1), new Rating(1, 3, 4));

    @Test
    void theBestRankingHasOneAndTheWorstWhatTheFormulaSays() {
        assertThat(RankingQuality.ndcg(ONE_CUSTOMER, Rating::rating)).hasValue(1.0);

        // From the worst to the best: gains 1, 7, 15, 31.
        double worst = 1 / log2(2) + 7 / log2(3) + 15 / log2(4) + 31 / log2(5);
        double best = 31 / log2(2) + 15 / log2(3) + 7 / log2(4) + 1 / log2(5);
        assertThat(RankingQuality.ndcg(ONE_CUSTOMER, rating -> -rating.rating()).orElseThrow())
                .isCloseTo(worst / best, within(1e-12));
    }

    @Test
    void equalScoresCountAsTheMeanOfAllOrders() {
        List<Double> all = new ArrayList<>();
        permutations(
                new ArrayList<>(),
                List.of(0, 1, 2, 3),
                order -> all.add(RankingQuality.ndcg(ONE_CUSTOMER, rating -> order.indexOf(rating.item()))
                        .orElseThrow()));
        assertThat(all).hasSize(24);

        assertThat(RankingQuality.ndcg(ONE_CUSTOMER, rating -> 0).orElseThrow())
                .isCloseTo(all.stream().mapToDouble(each -> each).average().orElseThrow(), within(1e-12));
    }

    @Test
    void onlyTheFirstTenPlacesCount() {
        List<Rating> twelve = new ArrayList<>();
        for (int item = 0; item < 12; item++) {
            twelve.add(new Rating(1, item, item == 11 ? 5 : 1));
        }
        double lowGains = 0;
        for (int rank = 1; rank <= 10; rank++) {
            lowGains += 1 / log2(rank + 1);
        }
        double best = lowGains + 30 / log2(2);

        assertThat(RankingQuality.ndcg(twelve, rating -> -rating.item()).orElseThrow())
                .isCloseTo(lowGains / best, within(1e-12));
    }

    @Test
    void customersWhoseRatingsTellNoOrderAreLeftOut() {
        List<Rating> ratings = new ArrayList<>(List.of(new Rating(0, 0, 4), new Rating(0, 1, 4)));
        ratings.addAll(ONE_CUSTOMER);
        ratings.add(new Rating(2, 0, 1));

        assertThat(RankingQuality.ndcg(ratings, rating -> -rating.rating()))
                .isEqualTo(RankingQuality.ndcg(ONE_CUSTOMER, rating -> -rating.rating()));
        assertThat(RankingQuality.ndcg(ratings.subList(0, 2), Rating::rating)).isEmpty();
    }

    @Test
    void theErrorIsTheRootOfTheMeanSquare() {
        assertThat(RankingQuality.rmse(ONE_CUSTOMER, rating -> 3).orElseThrow())
                .isCloseTo(Math.sqrt((4 + 0 + 4 + 1) / 4.0), within(1e-12));
        assertThat(RankingQuality.rmse(List.of(), rating -> 3)).isEmpty();
    }

    @Test
    void baselinesKnowOnlyWhatTheyAreGiven() {
        Baselines baselines = new Baselines(3, List.of(new Rating(0, 0, 5), new Rating(1, 0, 5), new Rating(0, 1, 2)));

        assertThat(baselines.globalMean(new Rating(9, 2, 1))).isEqualTo(4);
        assertThat(baselines.itemMean(new Rating(9, 0, 1))).isEqualTo((10 + 5 * 4.0) / 7);
        assertThat(baselines.itemMean(new Rating(9, 2, 1))).isEqualTo(4);
        assertThat(baselines.popularity(new Rating(9, 0, 1))).isEqualTo(2);
    }

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }

    private static void permutations(
            List<Integer> chosen, List<Integer> left, java.util.function.Consumer<List<Integer>> consumer) {
        if (left.isEmpty()) {
            consumer.accept(chosen);
        }
        for (Integer each : left) {
            List<Integer> more = new ArrayList<>(chosen);
            more.add(each);
            List<Integer> rest = new ArrayList<>(left);
            rest.remove(each);
            permutations(more, rest, consumer);
        }
    }
}
