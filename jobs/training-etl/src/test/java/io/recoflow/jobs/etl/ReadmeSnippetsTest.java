package io.recoflow.jobs.etl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.recoflow.testkit.SqlRows;
import io.recoflow.testkit.documentation.PageCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the page tells a data scientist to type, on a lake of two snapshots. */
class ReadmeSnippetsTest {

    private static final PageCheck README = PageCheck.of("jobs/training-etl/README.md");

    /** The form of the Spark snippet, so far as it can be read here: no PySpark runs on this class path. */
    private static final Pattern SPARK = Pattern.compile("""
            latest = spark\\.read\\.json\\(f"\\{lake}(?<pointer>[^"]+)", multiLine=(?<lines>True|False)\\)\\.first\\(\\)\\["snapshot"]
            ratings = spark\\.read\\.parquet\\(f"\\{lake}(?<folder>[^{"]+)\\{latest}"\\)""");

    /** Takes the place of pandas, which reads Parquet by packages of its own: says which folders it is told to read. */
    private static final String PANDAS = """
            import os
            def read_parquet(path):
                assert os.path.isdir(path), path
                print(os.path.abspath(path))
                return path
            """;

    @RegisterExtension
    final TrainingEtlHarness etl = new TrainingEtlHarness();

    private long ratings;

    @BeforeEach
    void publishTwice() throws SQLException {
        etl.tinyShop();
        etl.run().exits(0);
        etl.sql("DELETE FROM ratings ORDER BY customerNumber, productCode LIMIT 3");
        etl.run().exits(0);
        ratings = (long) etl.lake().training("count(*)").get(0).get(0);
        assertThat(etl.lake().snapshots(Lake.TRAINING)).hasSize(2);
    }

    @Test
    void sparkReadsTheNewestSnapshot() {
        Matcher snippet = SPARK.matcher(README.snippets("python").get(0).strip());
        assertThat(snippet.matches()).as("the first snippet in Python").isTrue();
        SparkSession spark = SparkSession.active();
        String lake = etl.lake().root().toString();

        String latest = spark.read()
                .option("multiLine", snippet.group("lines").equals("True"))
                .json(lake + snippet.group("pointer"))
                .first()
                .getAs("snapshot");

        assertThat(latest)
                .isEqualTo(etl.lake().latest(Lake.TRAINING).getFileName().toString());
        assertThat(spark.read().parquet(lake + snippet.group("folder") + latest).count())
                .isEqualTo(ratings);
        assertThat(spark.read().parquet(lake + snippet.group("folder")).count())
                .as("the whole folder can still be read, with all its snapshots")
                .isGreaterThan(ratings);
    }

    @Test
    void duckDbReadsTheNewestSnapshot() throws SQLException {
        List<String> statements = README.snippets("sql");
        assertThat(statements).hasSize(1);
        String sql = statements.get(0).replace("'lake/", "'" + etl.lake().root() + "/");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            String[] parts = sql.split(";", 2);
            SqlRows.execute(connection, parts[0]);
            assertThat(SqlRows.sorted(SqlRows.query(connection, parts[1])))
                    .isEqualTo(SqlRows.sorted(Lake.query("SELECT country, avg(productRating) FROM "
                            + Lake.parquet(etl.lake().latest(Lake.TRAINING)) + " GROUP BY country")));
        }
    }

    @Test
    void pandasIsToldToReadTheNewestSnapshot() throws IOException, InterruptedException, SQLException {
        assumeTrue(isThere("python3"), "there is no python3");
        etl.file("pandas.py", PANDAS);
        long customer = (long) etl.lake().training("min(customerNumber)").get(0).get(0);
        String snippet = README.snippets("python").get(1).replace("customerNumber=103", "customerNumber=" + customer);
        String script = etl.file("snippet.py", "lake = '" + etl.lake().root() + "'\n" + snippet);

        Process python =
                new ProcessBuilder("python3", script).redirectErrorStream(true).start();
        String said = new String(python.getInputStream().readAllBytes(), UTF_8);
        assertThat(python.waitFor()).as(said).isZero();

        Path latest = etl.lake().latest(Lake.TRAINING);
        assertThat(said.lines())
                .containsExactly(
                        latest.toString(),
                        latest.resolve("customerNumber=" + customer).toString());
    }

    private static boolean isThere(String command) throws InterruptedException {
        try {
            return new ProcessBuilder(command, "--version").start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }
}
