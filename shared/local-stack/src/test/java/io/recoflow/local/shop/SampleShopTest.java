package io.recoflow.local.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.local.database.EmbeddedMariaDb;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleShopTest {
    private static final LocalDate NEWEST = LocalDate.of(2026, 11, 19);
    private static final SampleShop SHOP = new SampleShop(1_000, 110, 20, 42, NEWEST);

    private static EmbeddedMariaDb database;

    @BeforeAll
    static void createShops() throws SQLException {
        database = EmbeddedMariaDb.start();
        create("shop", SHOP);
        create("other", new SampleShop(1_000, 110, 20, 43, NEWEST));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void theSameValuesMakeTheSameShop() throws SQLException {
        create("twin", SHOP);
        assertThat(checksums("twin")).isEqualTo(checksums("shop"));
    }

    @Test
    void anotherSeedMakesAnotherShop() throws SQLException {
        assertThat(checksums("other")).doesNotContainAnyElementsOf(checksums("shop"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "other"})
    void hasTheSizeThatWasAskedFor(String name) throws SQLException {
        assertThat(number(name, "SELECT count(*) FROM customers")).isEqualTo(1_000);
        assertThat(number(name, "SELECT count(*) FROM products")).isEqualTo(110);
        assertThat(number(name, "SELECT count(*) FROM ratings")).isBetween(19_800.0, 20_200.0);
        assertThat(number(name, "SELECT min(productRating) FROM ratings")).isEqualTo(1);
        assertThat(number(name, "SELECT max(productRating) FROM ratings")).isEqualTo(5);
    }

    @Test
    void tellsWithoutADatabaseWhatItWrites() throws SQLException {
        assertThat(SHOP.inventCustomers().stream()
                        .map(customer -> String.join(
                                "|",
                                String.valueOf(customer.number()),
                                customer.city(),
                                String.valueOf(customer.state()),
                                String.valueOf(customer.postalCode()),
                                customer.country(),
                                customer.creditLimit().toString())))
                .isEqualTo(rows(
                        "shop",
                        "SELECT concat_ws('|', customerNumber, city, ifnull(state, 'null'),"
                                + " ifnull(postalCode, 'null'), country, creditLimit)"
                                + " FROM customers ORDER BY customerNumber",
                        1));
        assertThat(SHOP.inventProducts().stream()
                        .map(product -> String.join(
                                "|", product.code(), product.name(), product.line(), product.inStock() ? "1" : "0"))
                        .sorted())
                .isEqualTo(rows(
                                "shop",
                                "SELECT concat_ws('|', productCode, productName, productLine, quantityInStock > 0)"
                                        + " FROM products",
                                1)
                        .stream()
                        .sorted()
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "other"})
    void fewCustomersRateMuchAndManyLittle(String name) throws SQLException {
        String counts = "(SELECT count(*) n FROM ratings GROUP BY customerNumber ORDER BY n DESC) counts";
        double ofTopPercent =
                number(name, "SELECT sum(n) FROM (SELECT n FROM " + counts + " ORDER BY n DESC LIMIT 10) top");
        double all = number(name, "SELECT count(*) FROM ratings");
        assertThat(ofTopPercent / all).isGreaterThanOrEqualTo(5 * 0.01);
        assertThat(number(name, "SELECT max(n) FROM " + counts)).isGreaterThan(100);
        assertThat(number(name, "SELECT count(*) FROM " + counts + " WHERE n <= 10"))
                .isGreaterThan(300);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "other"})
    void someProductsSellFarBetterThanOthers(String name) throws SQLException {
        String sold = "(SELECT sum(quantityOrdered) n FROM orderdetails GROUP BY productCode) sold";
        assertThat(number(name, "SELECT max(n) / min(n) FROM " + sold)).isGreaterThan(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "other"})
    void ratingsDependOnCountryAndProductLine(String name) throws SQLException {
        assertThat(varianceExplained(name, "trim(c.country), p.productLine")).isGreaterThan(0.25);
        assertThat(varianceExplained(name, "c.creditLimit < 60000, p.productScale"))
                .isGreaterThan(0.03);
        assertThat(varianceExplained(name, "r.productCode")).isGreaterThan(0.1);
        // Otherwise the figures above would hold for any grouping that is fine enough.
        assertThat(varianceExplained(name, "c.customerNumber % 21, length(p.productName) % 7"))
                .isLessThan(0.05);
    }

    /** A maker stands in a product's name, behind the year. By chance alone the first maker would have a fifth. */
    @ParameterizedTest
    @ValueSource(strings = {"shop", "other"})
    void customersBuyMoreOfTheirFavouriteMakers(String name) throws SQLException {
        String makers = "(SELECT customerNumber, count(*) n,"
                + " substring_index(substring_index(productName, ' ', 2), ' ', -1) maker"
                + " FROM ratings JOIN products USING (productCode) GROUP BY customerNumber, maker) makers";
        String favourites = "(SELECT max(n) / sum(n) share FROM " + makers
                + " GROUP BY customerNumber HAVING sum(n) BETWEEN 15 AND 30) favourites";
        assertThat(number(name, "SELECT avg(share) FROM " + favourites)).isGreaterThan(0.27);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "other"})
    void whoeverRatedAProductHasBoughtIt(String name) throws SQLException {
        assertThat(number(
                        name,
                        "SELECT count(*) FROM ratings r WHERE NOT EXISTS (SELECT 1 FROM orders o"
                                + " JOIN orderdetails d USING (orderNumber)"
                                + " WHERE o.customerNumber = r.customerNumber AND d.productCode = r.productCode)"))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "other"})
    void everyReferenceLeadsSomewhere(String name) throws SQLException {
        for (String reference : List.of(
                "orders customerNumber customers",
                "orderdetails orderNumber orders",
                "orderdetails productCode products",
                "ratings customerNumber customers",
                "ratings productCode products")) {
            String[] words = reference.split(" ");
            assertThat(number(
                            name,
                            "SELECT count(*) FROM %s t LEFT JOIN %s r USING (%s) WHERE r.%s IS NULL"
                                    .formatted(words[0], words[2], words[1], words[1])))
                    .as(reference)
                    .isZero();
        }
        assertThat(number(
                        name,
                        "SELECT count(*) FROM information_schema.referential_constraints"
                                + " WHERE constraint_schema = '" + name + "'"))
                .isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "other"})
    void isAsUntidyAsRealData(String name) throws SQLException {
        assertThat(number(name, "SELECT avg(state IS NULL) FROM customers")).isBetween(0.3, 0.8);
        assertThat(number(name, "SELECT avg(postalCode IS NULL) FROM customers"))
                .isBetween(0.02, 0.15);
        assertThat(number(name, "SELECT sum(length(country) > length(trim(country))) FROM customers"))
                .isBetween(5.0, 50.0);
        assertThat(number(name, "SELECT sum(length(city) > length(trim(city))) FROM customers"))
                .isBetween(10.0, 60.0);
        assertThat(number(name, "SELECT avg(creditLimit = 0) FROM customers")).isBetween(0.1, 0.25);
        assertThat(number(name, "SELECT sum(quantityInStock = 0) FROM products"))
                .isEqualTo(4);
        assertThat(number(name, "SELECT count(DISTINCT productLine) FROM products"))
                .isEqualTo(7);
        assertThat(number(name, "SELECT count(DISTINCT country) FROM customers"))
                .isGreaterThan(15);
        assertThat(number(name, "SELECT sum(buyPrice >= MSRP OR buyPrice <= 0) FROM products"))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100})
    void hasOrdersOfTwoYearsAndOfTheNewestWeekWhateverItsSize(int customers) throws SQLException {
        create("dated", new SampleShop(customers, 110, 20, 7, NEWEST));
        assertThat(text(
                        "dated",
                        "SELECT max(orderDate) <= '2026-11-19' AND min(orderDate) >= '2024-11-19' FROM orders"))
                .isEqualTo("1");
        assertThat(number("dated", "SELECT count(*) FROM orders WHERE orderDate > '2026-11-12'"))
                .isGreaterThanOrEqualTo(5);
        assertThat(number("dated", "SELECT count(*) FROM orders WHERE shippedDate > '2026-11-19'"))
                .isZero();
    }

    @Test
    void refusesAShopThatCannotBe() {
        assertThatThrownBy(() -> new SampleShop(0, 10, 1, 1, NEWEST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one of each");
        assertThatThrownBy(() -> new SampleShop(10, 10, 11, 1, NEWEST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use 0 to 10");
        assertThatThrownBy(() -> new SampleShop(10, 10, Double.NaN, 1, NEWEST))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void leavesTablesAloneThatExist() throws SQLException {
        try (Connection connection = database.connect("shop")) {
            assertThatThrownBy(() -> SHOP.createIn(connection))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("already exists");
            assertThat(connection.getAutoCommit()).isTrue();
        }
        assertThat(number("shop", "SELECT count(*) FROM customers")).isEqualTo(1_000);
    }

    private static void create(String name, SampleShop shop) throws SQLException {
        database.createDatabase(name);
        try (Connection connection = database.connect(name)) {
            shop.createIn(connection);
        }
    }

    /** How much of the variance of the ratings lies between the groups: 0 nothing, 1 all. */
    private static double varianceExplained(String name, String groups) throws SQLException {
        return number(
                name,
                "SELECT sum(n * (m - total) * (m - total)) / sum(squares) FROM (SELECT count(*) n,"
                        + " avg(r.productRating) m, (SELECT avg(productRating) FROM ratings) total,"
                        + " sum(pow(r.productRating - (SELECT avg(productRating) FROM ratings), 2)) squares"
                        + " FROM ratings r JOIN customers c USING (customerNumber) JOIN products p USING (productCode)"
                        + " GROUP BY " + groups + ") grouped");
    }

    private static List<String> checksums(String name) throws SQLException {
        return rows(name, "CHECKSUM TABLE customers, products, orders, orderdetails, ratings", 2);
    }

    private static double number(String name, String query) throws SQLException {
        return Double.parseDouble(text(name, query));
    }

    private static String text(String name, String query) throws SQLException {
        return rows(name, query, 1).get(0);
    }

    private static List<String> rows(String name, String query, int column) throws SQLException {
        try (Connection connection = database.connect(name);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(column));
            }
            return rows;
        }
    }
}
