package io.recoflow.local.shop;

import java.util.Random;

/**
 * The styles that one customer likes. The shop does not store it: it shows in what is bought together, and in the stars.
 */
final class Liking {

    /** How much of what a customer buys is of the first, second and third favourite style; the rest is of any. */
    private static final double[] SHARES = {0.45, 0.2, 0.1};

    private static final double STARS = 0.35;

    private final int styles;
    private final int[] favourites;

    /** Different favourites, drawn at random; fewer where there are fewer styles. */
    Liking(int styles, Random random) {
        this.styles = styles;
        this.favourites = random.ints(0, styles)
                .distinct()
                .limit(Math.min(styles, SHARES.length))
                .toArray();
    }

    /** A favourite style, or −1 for any. */
    int draw(Random random) {
        double left = random.nextDouble();
        for (int i = 0; i < favourites.length; i++) {
            left -= SHARES[i];
            if (left < 0) {
                return favourites[i];
            }
        }
        return -1;
    }

    /** How much more often than by its popularity alone a product of a style is bought. */
    double factor(int style) {
        double any = 1;
        double own = 0;
        for (int i = 0; i < favourites.length; i++) {
            any -= SHARES[i];
            own += favourites[i] == style ? SHARES[i] * styles : 0;
        }
        return any + own;
    }

    /** What a style adds to the stars. */
    double stars(int style) {
        for (int favourite : favourites) {
            if (favourite == style) {
                return STARS;
            }
        }
        return -STARS / 2;
    }
}
