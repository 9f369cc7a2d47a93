package io.recoflow.local.shop;

import java.util.Random;

/**
 * What customers think of products, so that there is something to learn: the country decides which product lines they
 * like, the credit limit which scales, some products are simply better, and everybody has favourite styles. The rest is
 * noise.
 */
final class Taste {
    private static final double BASE = 3.5;
    private static final double LINE_STARS = 0.65;
    private static final double SCALE_STARS = 0.35;
    private static final double NOISE_STARS = 0.55;
    private static final int CREDIT_GROUPS = 4;

    private final double[][] byCountryAndLine;
    private final double[][] byCreditAndScale;

    Taste(RandomStreams streams) {
        this.byCountryAndLine =
                stars(Country.ALL.size(), Products.LINES.size(), LINE_STARS, streams.of("country taste"));
        this.byCreditAndScale = stars(CREDIT_GROUPS, Products.SCALES.size(), SCALE_STARS, streams.of("credit taste"));
    }

    /** The stars, 1 to 5, that a customer gives a product. */
    int rating(Customer customer, Liking liking, Product product, Random random) {
        double stars = BASE
                + byCountryAndLine[customer.countryIndex()][product.lineIndex()]
                + byCreditAndScale[customer.creditGroup()][product.scaleIndex()]
                + product.quality()
                + liking.stars(product.style())
                + NOISE_STARS * random.nextGaussian();
        return (int) Math.min(5, Math.max(1, Math.round(stars)));
    }

    private static double[][] stars(int rows, int columns, double deviation, Random random) {
        double[][] stars = new double[rows][columns];
        for (double[] row : stars) {
            for (int column = 0; column < columns; column++) {
                row[column] = deviation * random.nextGaussian();
            }
        }
        return stars;
    }
}
