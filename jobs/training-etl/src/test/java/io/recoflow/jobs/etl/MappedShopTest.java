package io.recoflow.jobs.etl;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.testkit.SqlRows;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Shops that are not classicmodels, without a view and without code: by the mappings that the page shows. */
class MappedShopTest {

    @RegisterExtension
    final TrainingEtlHarness etl = new TrainingEtlHarness();

    /** Reviews are comments of posts, their stars a row of another table. */
    @Test
    void wooCommerceIsRead() throws SQLException, IOException {
        etl.sql(
                "CREATE TABLE wp_comments (comment_ID bigint unsigned PRIMARY KEY AUTO_INCREMENT, comment_post_ID bigint"
                        + " unsigned NOT NULL DEFAULT 0, comment_approved varchar(20) NOT NULL DEFAULT '1',"
                        + " comment_type varchar(20) NOT NULL DEFAULT 'comment', user_id bigint unsigned NOT NULL"
                        + " DEFAULT 0, KEY (comment_post_ID), KEY (user_id))",
                "CREATE TABLE wp_commentmeta (meta_id bigint unsigned PRIMARY KEY AUTO_INCREMENT, comment_id bigint unsigned"
                        + " NOT NULL, meta_key varchar(255), meta_value longtext, KEY (comment_id))",
                "CREATE TABLE wp_wc_customer_lookup (customer_id bigint unsigned PRIMARY KEY AUTO_INCREMENT, user_id bigint"
                        + " unsigned, country char(2) NOT NULL DEFAULT '', postcode varchar(20) NOT NULL DEFAULT '', city"
                        + " varchar(100) NOT NULL DEFAULT '', state varchar(100) NOT NULL DEFAULT '', UNIQUE KEY (user_id))",
                "CREATE TABLE wp_wc_product_meta_lookup (product_id bigint NOT NULL PRIMARY KEY, sku varchar(100) DEFAULT '',"
                        + " min_price decimal(19,4), max_price decimal(19,4), onsale tinyint(1) DEFAULT 0, stock_quantity"
                        + " double, stock_status varchar(100) DEFAULT 'instock')",
                "CREATE TABLE wp_posts (ID bigint unsigned PRIMARY KEY AUTO_INCREMENT, post_type varchar(20))",
                "CREATE TABLE wp_wc_order_stats (order_id bigint unsigned PRIMARY KEY, date_created datetime NOT NULL DEFAULT"
                        + " '0000-00-00 00:00:00', status varchar(20) NOT NULL, customer_id bigint unsigned NOT NULL)",
                "CREATE TABLE wp_wc_order_product_lookup (order_item_id bigint unsigned PRIMARY KEY AUTO_INCREMENT, order_id"
                        + " bigint unsigned NOT NULL, product_id bigint unsigned NOT NULL, product_qty int NOT NULL, KEY"
                        + " (order_id))",
                "INSERT INTO wp_wc_customer_lookup SELECT seq, 1000 + seq, 'FR', '44000', 'Nantes', '' FROM seq_1_to_40",
                // Guests have no user.
                "INSERT INTO wp_wc_customer_lookup (customer_id, country) VALUES (41, 'NO')",
                "INSERT INTO wp_wc_product_meta_lookup SELECT 10 + seq, CONCAT('SKU-', seq), 9.5, 19.9999, 0, seq, 'instock'"
                        + " FROM seq_1_to_15",
                "INSERT INTO wp_comments (comment_post_ID, comment_type, user_id) SELECT 10 + p.seq, 'review', 1000 + c.seq"
                        + " FROM seq_1_to_40 c, seq_1_to_15 p",
                "INSERT INTO wp_commentmeta (comment_id, meta_key, meta_value) SELECT comment_ID, 'rating', 1 + comment_ID % 5"
                        + " FROM wp_comments",
                "INSERT INTO wp_commentmeta (comment_id, meta_key, meta_value) SELECT comment_ID, 'verified', '1' FROM"
                        + " wp_comments",
                // What is no review of a customer.
                "INSERT INTO wp_comments (comment_post_ID, comment_type, comment_approved, user_id) VALUES (11, 'comment',"
                        + " '1', 1001), (11, 'review', '0', 1001), (11, 'review', 'spam', 1001), (11, 'review', '1', 0)",
                "INSERT INTO wp_wc_order_stats VALUES (1, '2026-11-19 10:00:00', 'wc-completed', 1), (2, '2026-11-18"
                        + " 23:00:00', 'wc-processing', 41), (3, '2026-11-19 10:00:00', 'wc-cancelled', 2)",
                "INSERT INTO wp_wc_order_product_lookup (order_id, product_id, product_qty) VALUES (1, 11, 3), (2, 12, 2), (3,"
                        + " 13, 50)");
        String mapping = example("woocommerce.properties");

        ReportedRun run = etl.run(
                        "--mapping",
                        mapping,
                        "--customer-features",
                        "city,country,postalCode",
                        "--product-features",
                        "sku,onSale,productStatus,quantityInStock,MSRP")
                .exits(0);

        assertThat(run.balance()).isEqualTo(new ReportedRun.Balance(600, 600, 0));
        assertThat(SqlRows.sorted(etl.lake()
                        .training(
                                "customerNumber, productCode, productRating, country, sku, onSale, productStatus, MSRP,"
                                        + " quantityInStock")))
                .isEqualTo(SqlRows.sorted(
                        etl.query("SELECT CAST(user_id AS SIGNED), CAST(comment_post_ID AS CHAR), CAST(1 +"
                                + " comment_ID % 5 AS SIGNED), 'FR', CONCAT('SKU-', comment_post_ID - 10), 0, 'instock', CAST(19.9999 AS"
                                + " DECIMAL(19,4)), CAST(comment_post_ID - 10 AS DOUBLE) FROM wp_comments WHERE comment_type ="
                                + " 'review' AND comment_approved = '1' AND user_id > 0")));
        assertThat(etl.lake().popular("scope, country, productCode, quantityOrdered"))
                .extracting(row -> row.stream().map(Objects::toString).toList())
                .containsExactlyInAnyOrder(
                        List.of("all", "null", "11", "3"),
                        List.of("all", "null", "12", "2"),
                        List.of("country", "FR", "11", "3"),
                        List.of("country", "NO", "12", "2"));
        assertThat(etl.lake().products("count(*)")).containsExactly(List.of(15L));
    }

    /** No orders, halves of stars, several genres; names in two alphabets' cases. */
    @Test
    void movieLensIsRead() throws SQLException, IOException {
        PostgresDatabase postgres = PostgresDatabase.create();
        postgres.sql(
                "CREATE SCHEMA movielens",
                "CREATE TABLE movielens.users (\"userId\" int PRIMARY KEY, gender char(1), age int, occupation text, zip"
                        + " varchar(10), status text DEFAULT 'active')",
                "CREATE TABLE movielens.movies (\"movieId\" int PRIMARY KEY, title text, genres text[], status text DEFAULT"
                        + " 'released')",
                "CREATE TABLE movielens.ratings (\"userId\" int, \"movieId\" int, rating numeric(2,1), timestamp bigint,"
                        + " PRIMARY KEY (\"userId\", \"movieId\"))",
                "INSERT INTO movielens.users SELECT n, CASE n % 2 WHEN 0 THEN 'F' ELSE 'M' END, 18 + n, 'writer', '1234'"
                        + " FROM generate_series(1, 60) AS s (n)",
                "INSERT INTO movielens.movies SELECT n, 'Movie ' || n, ARRAY['Action', 'Comedy'] FROM generate_series(1, 40)"
                        + " AS s (n)",
                "INSERT INTO movielens.ratings SELECT u, m, ((u * 7 + m * 3) % 10 + 1) / 2.0, 964982703 + u"
                        + " FROM generate_series(1, 60) AS s (u), generate_series(1, 40) AS t (m)");

        ReportedRun run = etl.runAgainst(
                        postgres.url(),
                        PostgresDatabase.USER,
                        PostgresDatabase.PASSWORD,
                        "--source-schema",
                        "movielens",
                        "--mapping",
                        example("movielens.properties"),
                        "--rules",
                        etl.file("halves.rules", "rating_from_1_to_5 reject productRating BETWEEN 0.5 AND 5"),
                        "--customer-features",
                        "city,gender,age,customerStatus",
                        "--product-features",
                        "productLine,title,productStatus")
                .exits(0);

        assertThat(run.balance()).isEqualTo(new ReportedRun.Balance(2_400, 2_400, 0));
        assertThat(SqlRows.sorted(etl.lake()
                        .training("customerNumber, productCode, productRating, city, customerStatus, productStatus,"
                                + " productLine")))
                .isEqualTo(SqlRows.sorted(postgres.query("SELECT \"userId\"::bigint, \"movieId\"::text, rating, '1234',"
                        + " 'active', 'released', 'Action' FROM movielens.ratings")));
        assertThat(etl.lake().training("min(productRating), max(productRating), typeof(min(productRating))"))
                .containsExactly(List.of(new BigDecimal("0.5"), new BigDecimal("5.0"), "DECIMAL(2,1)"));
        assertThat(run.err()).contains("The mapping has no orders: popular_products stays as it is.");
        assertThat(etl.lake().dataset(Lake.POPULAR).resolve("_latest")).doesNotExist();
    }

    @Test
    void whatTheDatabaseRefusesIsToldForAllTablesAtOnce() throws SQLException, IOException {
        LooseShop.createIn(etl);
        String mapping = etl.file("shop.properties", """
                ratings.filter = noSuchColumn = 1
                ratings.column.productRating = stars
                customers.table = clients
                products.expression.MSRP = no_such_function(buyPrice)
                orders.expression.orderDate = 'soon'
                """);

        String error = etl.run("--mapping", mapping).error(4);

        assertThat(error)
                .contains(
                        "ratings: invalid sql (expected a filter, found ",
                        "noSuchColumn",
                        "ratings.productRating: missing column (expected integer of 32 bits, found no column stars in ratings)",
                        "customers: missing table (expected a table of this name, found no such table: clients in ",
                        "products.MSRP: invalid sql (expected decimal(10,2), found ",
                        "orders.orderDate: incompatible type (expected date not null, found expression of VARCHAR(4)");
    }

    /** What the database can prepare, and what fails on a value of a row. */
    @Test
    void sqlThatDoesNotTakeAValueIsNamed() throws SQLException, IOException {
        LooseShop.createIn(etl);
        etl.sql(
                "CREATE TABLE stars (customerNumber int, productCode varchar(15), star int)",
                "INSERT INTO stars SELECT customerNumber, productCode, 3 FROM ratings",
                "INSERT INTO stars VALUES (101, 'P101', 4)");
        String twoRows = etl.file("two.properties", """
                customers.filter = customerNumber > 0
                ratings.expression.productRating = (SELECT star FROM stars WHERE stars.customerNumber = \
                    ratings.customerNumber AND stars.productCode = ratings.productCode)
                """);
        for (String flag : new String[] {"--dry-run", "--dry-run=false"}) {
            assertThat(etl.run("--mapping", twoRows, flag).error(4))
                    .contains(
                            "ratings.expression.productRating does not take a value: ", "Subquery returns more than 1");
        }

        PostgresDatabase postgres = PostgresDatabase.create();
        postgres.looseShop();
        postgres.sql(
                "ALTER TABLE ratings ADD stars text DEFAULT '4'",
                "UPDATE ratings SET stars = 'n/a' WHERE \"customerNumber\" = 150 AND \"productCode\" = 'P120'",
                "CREATE VIEW rated AS SELECT \"customerNumber\", \"productCode\", CAST(stars AS int) AS \"productRating\""
                        + " FROM ratings");
        String number = "ratings.expression.productRating = CAST(stars AS integer)\n";
        String filter = "customers.filter = 10 / (\"customerNumber\" - 101) >= 0\n";
        String view = "ratings.table = rated\n";

        assertThat(mapped(postgres, number).error(4))
                .contains(
                        "ratings.expression.productRating does not take a value: ",
                        "invalid input syntax for type integer: \"n/a\"",
                        "leave such rows out by TABLE.filter")
                .doesNotContain("rights");
        assertThat(mapped(postgres, filter).error(4))
                .contains("customers.filter does not take a value: ", "division by zero");
        assertThat(mapped(postgres, view).error(4))
                .contains("SQL of a view or of --mapping does not take a value: ", "\"n/a\"");
        mapped(postgres, number + "ratings.filter = stars <> 'n/a'\n").exits(0);
    }

    private ReportedRun mapped(PostgresDatabase postgres, String mapping) throws IOException {
        return etl.runAgainst(
                postgres.url(),
                PostgresDatabase.USER,
                PostgresDatabase.PASSWORD,
                "--mapping",
                etl.file("postgres.properties", mapping));
    }

    @Test
    void mistakesInTheFileAreToldWithTheirLinesAndBeforeAnythingElse() throws IOException {
        String mapping = etl.file("shop.properties", "ratings.tabel = x\n\norders = none\n");

        ReportedRun run =
                etl.run("--mapping", mapping, "--range-key", "nothing").exits(2);

        assertThat(run.errors())
                .anyMatch(line -> line.contains("shop.properties, line 1: ratings.tabel says nothing"))
                .anyMatch(line -> line.contains("one of orderdetails and orders is none"))
                .anyMatch(line -> line.contains("--range-key nothing"));
        assertThat(etl.run("--mapping", etl.folder().resolve("none").toString()).error(2))
                .contains("Cannot read --mapping");
    }

    private String example(String name) throws IOException {
        return etl.file(name, mapping(name));
    }

    /** A mapping that the page shows, and that a run takes as it is. */
    static String mapping(String name) throws IOException {
        try (var file = Objects.requireNonNull(MappedShopTest.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
