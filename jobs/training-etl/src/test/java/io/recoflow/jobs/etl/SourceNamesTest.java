package io.recoflow.jobs.etl;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which table and which column is read where several could be meant, and what is said where none can be. */
class SourceNamesTest {

    @RegisterExtension
    final TrainingEtlHarness etl = new TrainingEtlHarness();

    @Test
    void theTableOfExactlyTheNameWins() throws SQLException {
        LooseShop.createIn(etl);
        for (String other : List.of("Ratings", "RATINGS", "rATINGS", "RatingS")) {
            etl.sql("CREATE TABLE " + other + " AS SELECT * FROM ratings LIMIT 10");
        }

        assertThat(etl.run().exits(0).balance().written()).isEqualTo(LooseShop.RATINGS);
    }

    @Test
    void tablesThatAreAlikeAreAmbiguous() throws SQLException {
        LooseShop.createIn(etl);
        etl.sql("CREATE TABLE Ratings LIKE ratings", "RENAME TABLE ratings TO RATINGS");

        assertThat(etl.run().error(4))
                .contains("ratings: ambiguous table (expected a table of this name, found ", ".RATINGS", ".Ratings");
        etl.sql("DROP TABLE Ratings");
        assertThat(etl.run().exits(0).balance().written()).isEqualTo(LooseShop.RATINGS);
    }

    @Test
    void theColumnOfExactlyTheNameWins() throws SQLException {
        PostgresDatabase postgres = PostgresDatabase.create();
        postgres.looseShop();
        postgres.sql(
                "ALTER TABLE customers RENAME city TO \"CITY\"", "ALTER TABLE customers ADD \"City\" int DEFAULT 7");
        assertThat(run(postgres.url()).error(4))
                .contains("customers.city: ambiguous column (expected text(50), found CITY and City)");

        postgres.sql("ALTER TABLE customers ADD city varchar(50) DEFAULT 'Lyon'");

        run(postgres.url()).exits(0);
        assertThat(etl.lake().training("DISTINCT city")).containsExactly(List.of("Lyon"));
    }

    /** An underscore is no wildcard, the search path has several schemas, and a schema can be named. */
    @Test
    void schemasAreSearchedInTheirOrder() throws SQLException {
        PostgresDatabase postgres = PostgresDatabase.create();
        postgres.looseShop();
        postgres.sql(
                "CREATE SCHEMA my_shop",
                "CREATE SCHEMA myxshop",
                "CREATE TABLE my_shop.ratings AS SELECT * FROM ratings LIMIT 100",
                "CREATE TABLE myxshop.ratings AS SELECT 1 AS nothing",
                "CREATE TABLE myxshop.customers AS SELECT 1 AS nothing",
                "CREATE SCHEMA other",
                "ALTER TABLE products SET SCHEMA other");

        ReportedRun run =
                run(postgres.url() + "?currentSchema=my_shop,public,other").exits(0);

        assertThat(run.balance().read()).isEqualTo(100);
        assertThat(run(postgres.url()).error(4)).contains("products: missing table");
        assertThat(run(postgres.url(), "--source-schema", "my_shop").error(4))
                .contains("customers: missing table", "products: missing table")
                .doesNotContain("ratings:");
        postgres.sql("CREATE SCHEMA \"Other Shop\"");
        for (String table : List.of("ratings", "customers", "orders", "orderdetails")) {
            postgres.sql("ALTER TABLE public." + table + " SET SCHEMA \"Other Shop\"");
        }
        postgres.sql("ALTER TABLE other.products SET SCHEMA \"Other Shop\"");
        assertThat(run(postgres.url(), "--source-schema", "Other Shop")
                        .exits(0)
                        .balance()
                        .read())
                .isEqualTo(1_000);
    }

    @Test
    void aDatabaseOfMySqlIsASchema() throws SQLException {
        LooseShop.createIn(etl);
        String server = TrainingEtlHarness.server().jdbcUrl("");

        assertThat(run(server).error(2)).contains("Cannot use --source-url: it names no database", "--source-schema");
        ReportedRun run = etl.runAgainst(
                server,
                TrainingEtlHarness.server().user(),
                TrainingEtlHarness.server().password(),
                "--source-schema",
                etl.database());
        assertThat(run.exits(0).balance().read()).isEqualTo(LooseShop.RATINGS);
    }

    /** SELECT * does not give them out. */
    @Test
    void aColumnThatIsInvisibleCanBeUsed() throws SQLException {
        LooseShop.createIn(etl);
        etl.sql("ALTER TABLE customers MODIFY city varchar(50) INVISIBLE");

        etl.run().exits(0);

        assertThat(etl.lake().training("DISTINCT city")).containsExactly(List.of("Nantes"));
    }

    private ReportedRun run(String url, String... arguments) {
        boolean mysql = url.startsWith("jdbc:mysql:");
        return etl.runAgainst(
                url,
                mysql ? TrainingEtlHarness.server().user() : PostgresDatabase.USER,
                mysql ? TrainingEtlHarness.server().password() : PostgresDatabase.PASSWORD,
                arguments);
    }
}
