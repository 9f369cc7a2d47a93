package io.recoflow.local.activity;

import io.recoflow.local.shop.ShopCustomer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;

/** Someone who browses the shop, in one session after another. */
final class SimulatedShopper {
    private static final double NOT_LOGGED_IN = 0.05;
    private static final double TRIMMED = 0.5;
    private static final double FROM_ELSEWHERE = 0.5;
    private static final int UNKNOWN_NUMBERS = 1_000_000;
    private static final List<String[]> ELSEWHERE = List.of(
            new String[] {"Reykjavík", "Iceland"},
            new String[] {"São Paulo", "Brazil"},
            new String[] {"Nairobi", "Kenya"},
            new String[] {"Kraków", "Poland"},
            new String[] {"東京", "日本"});

    private final String fields;
    private Session session;

    private SimulatedShopper(String fields, Random random) {
        this.fields = fields;
        this.session = open(random);
    }

    /** A customer of the shop; the front end sends some fields as they are stored and others trimmed. */
    static SimulatedShopper known(ShopCustomer customer, Random random) {
        boolean trimmed = random.nextDouble() < TRIMMED;
        return new SimulatedShopper(
                fields(
                        customer.number(),
                        trimmed ? customer.city().trim() : customer.city(),
                        trimmed ? customer.country().trim() : customer.country(),
                        customer.creditLimit()),
                random);
    }

    /**
     * A customer with a number beyond those of the shop.
     *
     * @param last the shop's last customer
     * @param neighbour a customer of the shop, from whose city this one may be
     */
    static SimulatedShopper unknown(ShopCustomer last, ShopCustomer neighbour, Random random) {
        int number = last.number() + 1 + random.nextInt(UNKNOWN_NUMBERS);
        String[] place = random.nextDouble() < FROM_ELSEWHERE
                ? ELSEWHERE.get(random.nextInt(ELSEWHERE.size()))
                : new String[] {neighbour.city(), neighbour.country()};
        return new SimulatedShopper(fields(number, place[0], place[1], neighbour.creditLimit()), random);
    }

    /** Looks at another product, in a new session where the last one is over. */
    Session view(ProductChoice choice, Random random) {
        if (session.isOver()) {
            session = open(random);
        }
        session.view(choice, random);
        return session;
    }

    private Session open(Random random) {
        return new Session(random.nextDouble() < NOT_LOGGED_IN ? "" : fields, random);
    }

    private static String fields(int number, String city, String country, BigDecimal creditLimit) {
        BigDecimal limit = creditLimit.signum() == 0 ? BigDecimal.ZERO : creditLimit.stripTrailingZeros();
        return ",\"customer_number\":" + number + ",\"city\":" + JsonText.quote(city) + ",\"country\":"
                + JsonText.quote(country) + ",\"credit_limit\":" + limit.toPlainString();
    }
}
