package io.recoflow.jobs.etl;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.local.shop.SampleShop;
import io.recoflow.testkit.SqlRows;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresSourceTest {

    @RegisterExtension
    final TrainingEtlHarness etl = new TrainingEtlHarness();

    @Test
    void becomesTheLakeThatTheSameShopInMariaDbBecomes() throws SQLException, IOException {
        SampleShop shop = new SampleShop(100, 60, 25, 5, TrainingEtlHarness.NEWEST);
        etl.shop(shop);
        etl.run("--read-partitions", "4").exits(0);
        List<List<Object>> training = SqlRows.sorted(etl.lake().training(LakeEqualsSourceTest.COLUMNS));
        List<List<Object>> products = etl.lake().products(ProductCatalogueTest.COLUMNS);
        List<List<Object>> popular = etl.lake().popular(ExpectedPopularProducts.COLUMNS);

        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofMinutes(1))
                .start()) {
            try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
                shop.createIn(connection);
                SqlRows.execute(
                        connection,
                        "CREATE ROLE etl LOGIN PASSWORD 'only to read'",
                        "GRANT SELECT ON ALL TABLES IN SCHEMA public TO etl");
            }
            String url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
            ReportedRun run = etl.runAgainst(url, "etl", "only to read", "--read-partitions", "4")
                    .exits(0);

            // PostgreSQL's text is longer than MySQL's; nothing reads these columns.
            assertThat(run.report().path("schemaDifferences"))
                    .extracting(difference -> difference.path("column").asText() + " "
                            + difference.path("kind").asText())
                    .containsExactly("productDescription WIDER_TYPE", "comments WIDER_TYPE");
            assertThat(etl.lake().snapshots(Lake.TRAINING)).hasSize(2);
            assertThat(etl.lake().latest(Lake.TRAINING)).hasFileName("snapshot=" + run.runId());
            assertThat(SqlRows.sorted(etl.lake().training(LakeEqualsSourceTest.COLUMNS)))
                    .isEqualTo(training);
            assertThat(etl.lake().products(ProductCatalogueTest.COLUMNS)).isEqualTo(products);
            assertThat(etl.lake().popular(ExpectedPopularProducts.COLUMNS)).isEqualTo(popular);

            try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
                SqlRows.execute(
                        connection,
                        "UPDATE orders SET \"orderDate\" = 'infinity' WHERE status = 'Cancelled'",
                        "UPDATE orders SET status = 'Shipped' WHERE \"orderDate\" = 'infinity'",
                        "INSERT INTO orders SELECT 1000000, '-infinity', '2026-11-19', NULL, 'Shipped', NULL,"
                                + " min(\"customerNumber\") FROM customers");
            }
            ReportedRun endless = etl.runAgainst(url, "etl", "only to read").exits(0);
            assertThat(endless.err()).contains(" orders are dated after today, ");
            assertThat(etl.lake().popular(ExpectedPopularProducts.COLUMNS)).isEqualTo(popular);
        }
    }
}
