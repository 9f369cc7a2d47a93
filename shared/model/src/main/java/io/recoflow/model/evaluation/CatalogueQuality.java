package io.recoflow.model.evaluation;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well shoppers are recommended ten items of the whole catalogue, without what they have seen. An item counts as
 * right where the shopper chose it, whatever the rating: NDCG is Σ 1 / log2(rank + 1) over the right ones among the ten,
 * divided by what the best ten would have; recall is the right ones among the ten, of as many as ten could hold.
 *
 * @param ndcg by shopper, 0 to 1
 * @param recall by shopper, 0 to 1
 * @param coverage share of the items offered that are among some shopper's ten
 * @param popularShare share of the recommended items that are among the popular ones
 */
@SuppressWarnings("ArrayRecordComponent")
public record CatalogueQuality(double[] ndcg, double[] recall, double coverage, double popularShare) {

    private static final int CUT = 10;

    /**
     * Ranks for every shopper.
     *
     * @param offered items among which is ranked
     * @param popular items whose share is told
     */
    public static CatalogueQuality of(
            List<Shopper> shoppers, CatalogueScorer scorer, int items, BitSet offered, BitSet popular) {
        List<int[]> tops = shoppers.parallelStream()
                .map(shopper -> top(shopper, scorer, items, offered))
                .toList();
        BitSet recommended = new BitSet();
        long popularOnes = 0;
        long all = 0;
        for (int[] top : tops) {
            for (int item : top) {
                recommended.set(item);
                popularOnes += popular.get(item) ? 1 : 0;
                all++;
            }
        }
        return new CatalogueQuality(
                IntStream.range(0, tops.size())
                        .mapToDouble(i -> gain(shoppers.get(i), tops.get(i))
                                / best(shoppers.get(i).chosen().length))
                        .toArray(),
                IntStream.range(0, tops.size())
                        .mapToDouble(i -> (double) right(shoppers.get(i), tops.get(i))
                                / Math.min(CUT, shoppers.get(i).chosen().length))
                        .toArray(),
                offered.isEmpty() ? 0 : (double) recommended.cardinality() / offered.cardinality(),
                all == 0 ? 0 : (double) popularOnes / all);
    }

    /** What drawing lots would have in the mean. */
    public static CatalogueQuality ofChance(List<Shopper> shoppers, BitSet offered, BitSet popular) {
        double[] ndcg = new double[shoppers.size()];
        double[] recall = new double[shoppers.size()];
        for (int i = 0; i < ndcg.length; i++) {
            Shopper shopper = shoppers.get(i);
            int left = offered.cardinality()
                    - (int) Arrays.stream(shopper.seen()).filter(offered::get).count();
            double share = left == 0 ? 0 : (double) shopper.chosen().length / left;
            ndcg[i] = Math.min(1, share * best(Math.min(CUT, left)) / best(shopper.chosen().length));
            recall[i] = share * Math.min(CUT, left) / Math.min(CUT, shopper.chosen().length);
        }
        BitSet both = (BitSet) offered.clone();
        both.and(popular);
        return new CatalogueQuality(
                ndcg, recall, 1, offered.isEmpty() ? 0 : (double) both.cardinality() / offered.cardinality());
    }

    public double meanNdcg() {
        return Arrays.stream(ndcg).average().orElse(0);
    }

    public double meanRecall() {
        return Arrays.stream(recall).average().orElse(0);
    }

    /** Of the mean NDCG. */
    public double standardError() {
        return standardError(ndcg);
    }

    /** Of the mean difference to what another ranking has with the same shoppers. */
    public double standardErrorOfDifference(CatalogueQuality other) {
        return standardError(IntStream.range(0, ndcg.length)
                .mapToDouble(i -> ndcg[i] - other.ndcg[i])
                .toArray());
    }

    private static double standardError(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
        return values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1) / values.length);
    }

    /** Of equal scores the lower place comes first. */
    private static int[] top(Shopper shopper, CatalogueScorer scorer, int items, BitSet offered) {
        double[] scores = new double[items];
        scorer.score(shopper, scores);
        for (int item : shopper.seen()) {
            scores[item] = Double.NaN;
        }
        int[] top = new int[CUT];
        int size = 0;
        for (int item = offered.nextSetBit(0); item >= 0; item = offered.nextSetBit(item + 1)) {
            double score = scores[item];
            if (Double.isNaN(score) || (size == CUT && score <= scores[top[CUT - 1]])) {
                continue;
            }
            int place = size < CUT ? size++ : CUT - 1;
            while (place > 0 && scores[top[place - 1]] < score) {
                top[place] = top[place - 1];
                place--;
            }
            top[place] = item;
        }
        return Arrays.copyOf(top, size);
    }

    private static double gain(Shopper shopper, int[] top) {
        double gain = 0;
        for (int rank = 0; rank < top.length; rank++) {
            gain += Arrays.binarySearch(shopper.chosen(), top[rank]) >= 0 ? discount(rank) : 0;
        }
        return gain;
    }

    private static long right(Shopper shopper, int[] top) {
        return Arrays.stream(top)
                .filter(item -> Arrays.binarySearch(shopper.chosen(), item) >= 0)
                .count();
    }

    private static double best(int chosen) {
        return IntStream.range(0, Math.min(CUT, chosen))
                .mapToDouble(CatalogueQuality::discount)
                .sum();
    }

    private static double discount(int rank) {
        return Math.log(2) / Math.log(rank + 2);
    }
}
