package io.recoflow.jobs.train.data;

import java.util.Locale;

/**
 * What became of reviews: {@code reviews = used + notVerified + superseded + unknownCustomer + unknownProduct + ratedInShop}.
 *
 * @param tableVersion of the lake's table that they were read from
 * @param reviews each in its newest version
 * @param used as ratings
 * @param notVerified of somebody who has not bought the product, as far as is known
 * @param superseded by a newer review of the same customer of the same product
 * @param unknownCustomer by somebody who has no ratings in the snapshot
 * @param unknownProduct of a product that is neither in the catalogue nor rated
 * @param ratedInShop by a customer whose own rating of the product stands
 */
public record ReviewCounts(
        long tableVersion,
        long reviews,
        long used,
        long notVerified,
        long superseded,
        long unknownCustomer,
        long unknownProduct,
        long ratedInShop) {

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "Reviews of version %d: %,d = %,d used + %,d not verified + %,d superseded + %,d of unknown customers"
                        + " + %,d of unknown products + %,d rated in the shop",
                tableVersion,
                reviews,
                used,
                notVerified,
                superseded,
                unknownCustomer,
                unknownProduct,
                ratedInShop);
    }
}
