package io.recoflow.model.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Measures on ratings that were held out.
 *
 * <p>NDCG@10 is how well a score ranks what a customer has rated and the model has not seen: gains are 2^rating − 1,
 * discounts 1 / log2(rank + 1). Customers with fewer than two held-out items, or with equal ratings only, say nothing
 * about a ranking and are left out. Items with the same score share the mean of the places that they take together, so
 * that a score which tells nothing gets exactly what chance would (McSherry and Najork, "Computing information retrieval
 * performance measures efficiently in the presence of tied scores", 2008).
 */
public final class RankingQuality {

    private static final int CUT = 10;

    private RankingQuality() {}

    /** Root mean squared error; empty without ratings. */
    public static Optional<Double> rmse(List<Rating> heldOut, Scorer scorer) {
        return heldOut.isEmpty()
                ? Optional.empty()
                : Optional.of(Math.sqrt(heldOut.stream()
                        .mapToDouble(rating -> Math.pow(scorer.score(rating) - rating.rating(), 2))
                        .average()
                        .orElseThrow()));
    }

    /**
     * The mean over customers, 0 to 1; empty where none says anything.
     *
     * @param heldOut a customer's ratings stand together
     */
    public static Optional<Double> ndcg(List<Rating> heldOut, Scorer scorer) {
        double sum = 0;
        int customers = 0;
        for (int from = 0; from < heldOut.size(); ) {
            int to = from;
            while (to < heldOut.size()
                    && heldOut.get(to).customer() == heldOut.get(from).customer()) {
                to++;
            }
            List<Rating> own = heldOut.subList(from, to);
            if (own.stream().mapToDouble(Rating::rating).distinct().count() > 1) {
                sum += discountedGain(own, scorer) / discountedGain(own, Rating::rating);
                customers++;
            }
            from = to;
        }
        return customers == 0 ? Optional.empty() : Optional.of(sum / customers);
    }

    private static double discountedGain(List<Rating> ratings, Scorer scorer) {
        List<Scored> ranked = new ArrayList<>();
        ratings.forEach(rating -> ranked.add(new Scored(scorer.score(rating), Math.pow(2, rating.rating()) - 1)));
        ranked.sort(Comparator.comparingDouble(Scored::score).reversed());
        double gain = 0;
        for (int from = 0; from < ranked.size(); ) {
            int to = from;
            double gains = 0;
            double discounts = 0;
            while (to < ranked.size()
                    && ranked.get(to).score() == ranked.get(from).score()) {
                gains += ranked.get(to).gain();
                discounts += to < CUT ? Math.log(2) / Math.log(to + 2) : 0;
                to++;
            }
            gain += gains / (to - from) * discounts;
            from = to;
        }
        return gain;
    }

    private record Scored(double score, double gain) {}
}
