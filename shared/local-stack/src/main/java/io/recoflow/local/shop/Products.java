package io.recoflow.local.shop;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Invents products: scale models of vehicles that never were. */
final class Products {
    static final List<String> LINES =
            List.of("Classic Cars", "Vintage Cars", "Motorcycles", "Planes", "Trucks and Buses", "Ships", "Trains");
    static final List<String> SCALES = List.of("1:18", "1:24", "1:12", "1:10", "1:32", "1:50", "1:72", "1:700");

    /** How many products a line has, relative to the others. */
    private static final double[] LINE_SHARES = {38, 24, 13, 12, 11, 9, 3};

    /** The scales of every line, the most frequent first. */
    private static final List<List<String>> LINE_SCALES = List.of(
            List.of("1:18", "1:24", "1:12", "1:10"),
            List.of("1:18", "1:24"),
            List.of("1:10", "1:24", "1:12", "1:50"),
            List.of("1:72", "1:24", "1:700", "1:18"),
            List.of("1:18", "1:24", "1:12", "1:50"),
            List.of("1:700", "1:24", "1:72"),
            List.of("1:32", "1:50", "1:18"));

    private static final List<List<String>> LINE_MODELS = List.of(
            List.of("Coupe", "Roadster", "Cabriolet", "GT", "Fastback"),
            List.of("Phaeton", "Tourer", "Landaulet", "Limousine"),
            List.of("Cruiser", "Scrambler", "Café Racer", "Sidecar"),
            List.of("Biplane", "Seaplane", "Mail Carrier", "Glider"),
            List.of("Fire Engine", "City Bus", "Pickup", "Tanker"),
            List.of("Schooner", "Steamer", "Clipper", "Ferry"),
            List.of("Locomotive", "Tram", "Express"));
    static final List<String> MAKERS = List.of(
            "Corvane",
            "Halbrook",
            "Montero",
            "Silvan",
            "Ardenne",
            "Veloria",
            "Kestrel",
            "Borgmann",
            "Tramonte",
            "Ashdown",
            "Lumiere",
            "Norvik",
            "Pallas",
            "Quintero");
    private static final List<String> VENDORS = List.of(
            "Brasswheel Diecast",
            "Harbour Lane Models",
            "Small Wonders Studio",
            "Precision Replicas",
            "Old Depot Classics",
            "Red Lantern Diecast",
            "Workbench Art Models",
            "Second Street Miniatures");
    private static final double OUT_OF_STOCK = 0.03;
    private static final int LARGEST_STOCK = 9_999;

    private final RandomStreams streams;

    Products(RandomStreams streams) {
        this.streams = streams;
    }

    /** All products of the shop, each with a code and a name of its own. */
    List<Product> invent(int count) {
        List<Integer> popularityRanks = permutation(count, streams.of("popularity"));
        List<Integer> stockRanks = permutation(count, streams.of("stock"));
        // Small shops have an empty shelf, too, because jobs must cope with it.
        int outOfStock = (int) Math.ceil(count * OUT_OF_STOCK);
        List<Product> products = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            double popularity = 1 / Math.pow(popularityRanks.get(i) + 6, 0.9);
            products.add(invent(i, popularity, stockRanks.get(i) < outOfStock, streams.of("product", i)));
        }
        return products;
    }

    private static Product invent(int index, double popularity, boolean outOfStock, Random random) {
        // Every line has a product early on, so that small shops have all of them.
        int line = index < LINES.size() ? index : drawLine(random);
        List<String> scales = LINE_SCALES.get(line);
        String scale = scales.get((int) (scales.size() * Math.pow(random.nextDouble(), 1.6)));
        List<String> models = LINE_MODELS.get(line);
        int number = 1_000 + index * 7 + random.nextInt(7);
        int style = random.nextInt(MAKERS.size());
        String maker = MAKERS.get(style);
        String model = models.get(random.nextInt(models.size()));
        double buyPrice = Math.min(103, Math.max(15, 52 * Math.exp(0.45 * random.nextGaussian())));
        double msrp = buyPrice * (1.25 + 1.1 * random.nextDouble());
        double stock = Math.exp(Math.log(LARGEST_STOCK) * Math.pow(random.nextDouble(), 0.35));
        return new Product(
                "S" + scale.substring(2) + "_" + number,
                (1903 + random.nextInt(100)) + " " + maker + " " + model + " " + number,
                LINES.get(line),
                line,
                scale,
                SCALES.indexOf(scale),
                VENDORS.get(random.nextInt(VENDORS.size())),
                "A detailed " + scale + " replica of the " + maker + " " + model + ": opening doors; painted by hand.",
                outOfStock ? 0 : (int) Math.max(1, Math.round(stock)),
                money(buyPrice),
                money(msrp),
                popularity,
                0.4 * random.nextGaussian(),
                style);
    }

    private static int drawLine(Random random) {
        double sum = 0;
        for (double share : LINE_SHARES) {
            sum += share;
        }
        double left = random.nextDouble() * sum;
        int line = 0;
        while (left >= LINE_SHARES[line] && line < LINE_SHARES.length - 1) {
            left -= LINE_SHARES[line];
            line++;
        }
        return line;
    }

    private static List<Integer> permutation(int count, Random random) {
        List<Integer> ranks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ranks.add(i);
        }
        Collections.shuffle(ranks, random);
        return ranks;
    }

    static BigDecimal money(double amount) {
        return BigDecimal.valueOf(amount).setScale(2, RoundingMode.HALF_UP);
    }
}
