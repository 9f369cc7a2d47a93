package io.recoflow.local.shop;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Invents customers: small firms that sell models, in the proportions of a real shop. */
final class Customers {
    private static final int FIRST_NUMBER = 103;
    private static final int LARGEST_GAP = 5;

    private static final List<String> FIRST_NAMES = List.of(
            "Alma", "Bruno", "Carla", "Dario", "Elin", "Felix", "Greta", "Hugo", "Ines", "Jonas", "Karin", "Leon",
            "Mira", "Nils", "Olga", "Pablo", "Rosa", "Sven", "Tilda", "Vera");
    private static final List<String> LAST_NAMES = List.of(
            "Abenroth",
            "Bellandi",
            "Corvel",
            "Dunmarsh",
            "Eskeland",
            "Farrowby",
            "Grentz",
            "Halvorin",
            "Istrand",
            "Jessop",
            "Kaltmeer",
            "Lindqvest",
            "Marchetto",
            "Norbeck",
            "Ostrava",
            "Pellerin",
            "Quimby",
            "Rosvall",
            "Santoval",
            "Thorvik",
            "Ullmeer",
            "Vantongeren",
            "Wexley",
            "Zamorano");
    private static final List<String> FIRM_WORDS = List.of(
            "Mini",
            "Diecast",
            "Classic",
            "Precision",
            "Scale",
            "Motor",
            "Signal",
            "Harbour",
            "Royal",
            "Northern",
            "Vintage",
            "Toys4");
    private static final List<String> FIRM_KINDS = List.of(
            "Collectables",
            "Gifts Ltd.",
            "Models Co.",
            "Imports",
            "Replicas",
            "Wheels, Inc.",
            "Distributors",
            "Collectors, Co.");
    private static final List<String> STREETS = List.of(
            "Mill Street",
            "Station Road",
            "Harbour Lane",
            "Rue du Moulin",
            "Bahnhofstr.",
            "Via Roma",
            "Calle Mayor",
            "Park Avenue",
            "Church Square");

    private final RandomStreams streams;

    Customers(RandomStreams streams) {
        this.streams = streams;
    }

    /** The first customers of the shop, ascending by number. */
    List<Customer> invent(int count) {
        List<Customer> customers = new ArrayList<>(count);
        int number = FIRST_NUMBER;
        for (int i = 0; i < count; i++) {
            Random random = streams.of("customer", i);
            customers.add(invent(number, random));
            number += 1 + random.nextInt(LARGEST_GAP);
        }
        return customers;
    }

    private static Customer invent(int number, Random random) {
        int countryIndex = drawCountry(random);
        Country country = Country.ALL.get(countryIndex);
        Country.City city = country.cities().get(random.nextInt(country.cities().size()));
        String lastName = pick(LAST_NAMES, random);
        return new Customer(
                number,
                lastName + " " + pick(FIRM_WORDS, random) + " " + pick(FIRM_KINDS, random),
                lastName,
                // As in the real data, where some names end in a space.
                pick(FIRST_NAMES, random) + (random.nextDouble() < 0.2 ? " " : ""),
                fill(country.phone(), random),
                (1 + random.nextInt(9_000)) + " " + pick(STREETS, random),
                random.nextDouble() < 0.2 ? "Level " + (1 + random.nextInt(20)) : null,
                city.name() + (random.nextDouble() < 0.03 ? " " : ""),
                city.state(),
                postalCode(country, random),
                country.name() + (random.nextDouble() < 0.02 ? " ".repeat(1 + random.nextInt(2)) : ""),
                countryIndex,
                random.nextDouble() < 0.82 ? 1_165 + random.nextInt(15) : null,
                creditLimit(random));
    }

    private static int drawCountry(Random random) {
        double left = random.nextDouble()
                * Country.ALL.stream().mapToDouble(Country::share).sum();
        for (int i = 0; i < Country.ALL.size(); i++) {
            left -= Country.ALL.get(i).share();
            if (left < 0) {
                return i;
            }
        }
        return 0;
    }

    private static @Nullable String postalCode(Country country, Random random) {
        String pattern = country.postalCode();
        boolean absent = random.nextDouble() < 0.03;
        return pattern == null || absent ? null : fill(pattern, random);
    }

    /** Nothing for every sixth; else around 75,000 in hundreds, few of them far above. */
    private static BigDecimal creditLimit(Random random) {
        double credit = 75_000 * Math.exp(0.45 * random.nextGaussian());
        long hundreds = random.nextDouble() < 1 / 6.0 ? 0 : Math.min(2_300, Math.max(110, Math.round(credit / 100)));
        return BigDecimal.valueOf(hundreds * 100_00, 2);
    }

    private static String fill(String pattern, Random random) {
        StringBuilder filled = new StringBuilder(pattern.length());
        for (char symbol : pattern.toCharArray()) {
            switch (symbol) {
                case '#' -> filled.append((char) ('0' + random.nextInt(10)));
                case '@' -> filled.append((char) ('A' + random.nextInt(26)));
                default -> filled.append(symbol);
            }
        }
        return filled.toString();
    }

    private static <T> T pick(List<T> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }
}
