package io.recoflow.jobs.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.recoflow.local.database.EmbeddedMariaDb;
import io.recoflow.testkit.SqlRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The job on a real database. Skipped where the dump is absent: it lies in {@code RECOFLOW_CLASSICMODELS}, or else in
 * {@code ../shared/data/classicmodels} beside the project.
 */
class ClassicModelsTest {

    private static final String DATABASE = "classicmodels";

    private static final Path FOLDER = Path.of(Optional.ofNullable(System.getenv("RECOFLOW_CLASSICMODELS"))
            .orElseGet(() -> System.getProperty("recoflow.home") + "/../shared/data/classicmodels"));

    @RegisterExtension
    final TrainingEtlHarness etl = new TrainingEtlHarness();

    @Test
    void becomesALakeThatEqualsItsSqlJoin() throws SQLException {
        Path dump = FOLDER.resolve("mysqlsampledatabase.sql");
        assumeTrue(
                Files.isReadable(dump),
                "Skipped: there is no " + dump.normalize() + "; name the dump's folder in RECOFLOW_CLASSICMODELS");
        EmbeddedMariaDb server = TrainingEtlHarness.server();
        server.load(etl.database(), dump);
        server.load(DATABASE, FOLDER.resolve("ratings.sql"));

        try (Connection source = server.connect(DATABASE)) {
            ReportedRun run = etl.runAgainst(server.jdbcUrl(DATABASE), server.user(), server.password())
                    .exits(0);

            assertThat(run.balance()).isEqualTo(new ReportedRun.Balance(2_532, 2_532, 0));
            assertThat(SqlRows.sorted(etl.lake().training(LakeEqualsSourceTest.COLUMNS)))
                    .isEqualTo(SqlRows.sorted(SqlRows.query(source, LakeEqualsSourceTest.JOIN)));
            assertThat(etl.lake().customerFolders()).hasSize(98);
            assertThat(etl.lake()
                            .training("count(*) FILTER (postalCode IS NULL) > 0, count(*) FILTER (city LIKE '% ') > 0,"
                                    + " count(*) FILTER (country LIKE '% ') > 0"))
                    .containsExactly(List.of(true, true, true));
            assertThat(etl.lake().products(ProductCatalogueTest.COLUMNS))
                    .containsExactlyElementsOf(SqlRows.query(source, ProductCatalogueTest.SOURCE))
                    .hasSize(110);
            assertThat(etl.lake().popular(ExpectedPopularProducts.COLUMNS))
                    .containsExactlyElementsOf(ExpectedPopularProducts.in(source, 7));
        } finally {
            etl.sql("DROP DATABASE " + DATABASE);
        }
    }
}
