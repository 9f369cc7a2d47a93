package io.recoflow.local.demo;

import io.recoflow.local.ProjectHome;
import io.recoflow.local.database.EmbeddedMariaDb;
import io.recoflow.local.shop.SampleShop;
import io.recoflow.local.submit.SparkSubmit;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The guided tour, {@code mvn -Pdemo}: starts a database with a sample shop of 1,000 customers, runs the job
 * training-etl on it as a user would, and shows what it wrote. Exit code 0, or 1 with one line that says what failed.
 */
public final class Demo {
    private static final int CUSTOMERS = 1_000;
    private static final String DATABASE = "classicmodels";
    private static final Duration JOB_LIMIT = Duration.ofMinutes(10);

    private final Path home;
    private final PrintStream out;

    private Demo(Path home, PrintStream out) {
        this.home = home;
        this.out = out;
    }

    public static void main(String[] arguments) throws SQLException {
        try {
            new Demo(ProjectHome.directory(), System.out).run();
        } catch (DemoException e) {
            System.err.println("demo: " + e.getMessage());
            System.exit(1);
        }
    }

    private void run() throws SQLException {
        Path jar = home.resolve("jobs/training-etl/target/training-etl.jar");
        if (!Files.exists(jar)) {
            throw new DemoException("the job is not built: " + jar + " does not exist. Run `mvn -Pdemo` in " + home);
        }
        Path lake = DemoLake.empty(ProjectHome.built("classes").resolveSibling("demo"));
        headline("A shop in MariaDB, on this machine");
        try (EmbeddedMariaDb database = EmbeddedMariaDb.start()) {
            database.createDatabase(DATABASE);
            try (Connection connection = database.connect(DATABASE)) {
                SampleShop.ofCustomers(CUSTOMERS).createIn(connection);
            }
            out.println(CUSTOMERS + " customers at " + database.jdbcUrl(DATABASE));
            submit(jar, lake, database);
            LakeTour tour = new LakeTour(lake, productNames(database), out);
            headline("What a data scientist sees (read by DuckDB, without Spark)");
            tour.show();
        }
        headline("Next");
        out.println(nextSteps(lake));
    }

    private void submit(Path jar, Path lake, EmbeddedMariaDb database) {
        SparkSubmit submit = SparkSubmit.of(home)
                .environment("RECOFLOW_SOURCE_PASSWORD", database.password())
                .jar(jar)
                .arguments("--source-url", database.jdbcUrl(DATABASE))
                .arguments("--source-user", database.user())
                .arguments("--lake", "file://" + lake);
        headline("training-etl, by spark-submit");
        out.println(String.join(" ", submit.command()));
        out.println();
        out.flush();
        int exitCode = submit.runAttached(JOB_LIMIT);
        if (exitCode != 0) {
            throw new DemoException("training-etl failed with exit code " + exitCode + "; what it said stands above");
        }
    }

    private static Map<String, String> productNames(EmbeddedMariaDb database) throws SQLException {
        Map<String, String> names = new HashMap<>();
        try (Connection connection = database.connect(DATABASE);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT productCode, productName FROM products")) {
            while (rows.next()) {
                names.put(rows.getString(1), rows.getString(2));
            }
        }
        return names;
    }

    private void headline(String text) {
        out.println();
        out.println(text);
        out.println("=".repeat(text.length()));
    }

    private String nextSteps(Path lake) {
        return """
                The lake stays until the next demo; any Parquet reader reads it, DuckDB for example:
                  SELECT productLine, round(avg(productRating), 2) AS stars, count(*) AS ratings
                  FROM read_parquet('%s/ratings_ml_training/snapshot=*/*/*.parquet')
                  GROUP BY productLine ORDER BY stars DESC;

                A shop that stays, of any size, and the command to run the job on it:
                  %s --customers 10000

                What the job can do:
                  %s \\
                    %s --help""".formatted(
                        lake,
                        home.resolve("shared/local-stack/bin/sample-shop"),
                        home.resolve("shared/local-stack/bin/spark-submit"),
                        home.resolve("jobs/training-etl/target/training-etl.jar"));
    }
}
