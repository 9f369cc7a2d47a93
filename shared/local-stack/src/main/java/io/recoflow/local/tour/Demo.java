package io.recoflow.local.tour;

import io.recoflow.local.ProjectHome;
import io.recoflow.local.database.EmbeddedMariaDb;
import io.recoflow.local.postgres.LocalPostgres;
import io.recoflow.local.shop.SampleShop;
import io.recoflow.local.submit.SparkSubmit;
import io.recoflow.shop.SourceTables;
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
 * The guided tour, {@code mvn -Pdemo}: starts a database with a sample shop of 1,000 customers, runs the jobs from the
 * ratings to the vector database on it as a user would, opens the shop for a minute in which the streaming job answers
 * its visitors, and shows what they made. Exit code 0, or 1 with one line that says what failed.
 */
public final class Demo {
    private static final int CUSTOMERS = 1_000;
    private static final String DATABASE = "classicmodels";

    /** Of the sample shop, which is the same each time. */
    private static final int CUSTOMER = 103;

    private static final String PRODUCT = "S10_1020";
    private static final Duration JOB_LIMIT = Duration.ofMinutes(10);

    private final Path home;
    private final PrintStream out;

    private Demo(Path home, PrintStream out) {
        this.home = home;
        this.out = out;
    }

    public static void main(String[] arguments) throws SQLException, InterruptedException {
        try {
            new Demo(ProjectHome.directory(), System.out).run();
        } catch (DemoException e) {
            System.err.println("demo: " + e.getMessage());
            System.exit(1);
        }
    }

    private void run() throws SQLException, InterruptedException {
        Path directory = ProjectHome.built("classes").resolveSibling("demo");
        Path lake = DemoLake.empty(directory);
        Path artifacts = directory.resolve("artifacts");
        SampleShop shop = SampleShop.ofCustomers(CUSTOMERS);
        Map<String, String> productNames = learn(shop, lake, artifacts);
        headline("A minute in the shop: stream-recommend, by spark-submit");
        new StreamTour(shop, productNames, out).show(job("stream-recommend"), directory);
        headline("A review arrives and is found: store-reviews, by spark-submit");
        new ReviewTour(productNames, out).show(job("store-reviews"), directory);
        headline("Next");
        out.println(nextSteps(lake));
    }

    /** From the shop's database to the model; gives the names of the shop's products. */
    private Map<String, String> learn(SampleShop shop, Path lake, Path artifacts) throws SQLException {
        headline("A shop in MariaDB, on this machine");
        try (EmbeddedMariaDb database = EmbeddedMariaDb.start()) {
            database.createDatabase(DATABASE);
            try (Connection connection = database.connect(DATABASE)) {
                shop.createIn(connection);
            }
            out.println(CUSTOMERS + " customers at " + database.jdbcUrl(DATABASE));
            submit(
                    "training-etl",
                    job("training-etl")
                            .environment("RECOFLOW_SOURCE_PASSWORD", database.password())
                            .arguments("--source-url", database.jdbcUrl(DATABASE))
                            .arguments("--source-user", database.user())
                            .arguments("--lake", uri(lake)));
            Map<String, String> productNames = productNames(database);
            headline("What a data scientist sees (read by DuckDB, without Spark)");
            new LakeTour(lake, productNames, out).show();
            submit(
                    "train-model",
                    job("train-model")
                            .arguments("--lake", uri(lake))
                            .arguments("--artifacts", uri(artifacts))
                            // In so small a shop a baseline may be better: the tour shows that, and goes on.
                            .arguments("--publish", "always"));
            showModel(artifacts, productNames, customerName(database));
            return productNames;
        }
    }

    private void showModel(Path artifacts, Map<String, String> productNames, String customerName) {
        try (LocalPostgres vectors = LocalPostgres.start()) {
            submit(
                    "load-embeddings",
                    job("load-embeddings")
                            .environment("RECOFLOW_VECTOR_PASSWORD", vectors.password())
                            .arguments("--artifacts", uri(artifacts))
                            .arguments("--vector-url", vectors.jdbcUrl())
                            .arguments("--vector-user", vectors.user()));
            headline("What the vector database answers");
            new ModelTour(vectors, productNames, out).show(CUSTOMER, customerName, PRODUCT);
        }
    }

    private SparkSubmit job(String name) {
        Path jar = home.resolve("jobs/" + name + "/target/" + name + ".jar");
        if (!Files.exists(jar)) {
            throw new DemoException("the job is not built: " + jar + " does not exist. Run `mvn -Pdemo` in " + home);
        }
        return SparkSubmit.of(home).jar(jar);
    }

    private void submit(String name, SparkSubmit submit) {
        headline(name + ", by spark-submit");
        out.println(String.join(" ", submit.command()));
        out.println();
        out.flush();
        int exitCode = submit.runAttached(JOB_LIMIT);
        if (exitCode != 0) {
            throw new DemoException(name + " failed with exit code " + exitCode + "; what it said stands above");
        }
    }

    private static String uri(Path folder) {
        return "file://" + folder;
    }

    private static String customerName(EmbeddedMariaDb database) throws SQLException {
        try (Connection connection = database.connect(DATABASE);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT " + SourceTables.CUSTOMER_NAME + " FROM " + SourceTables.CUSTOMERS.table() + " WHERE "
                                + SourceTables.CUSTOMER_NUMBER + " = " + CUSTOMER)) {
            if (!rows.next()) {
                throw new DemoException("the sample shop has no customer " + CUSTOMER);
            }
            return rows.getString(1);
        }
    }

    private static Map<String, String> productNames(EmbeddedMariaDb database) throws SQLException {
        Map<String, String> names = new HashMap<>();
        try (Connection connection = database.connect(DATABASE);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + SourceTables.PRODUCT_CODE + ", "
                        + SourceTables.PRODUCT_NAME + " FROM " + SourceTables.PRODUCTS.table())) {
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
                %s

                A shop that stays, of any size, and the command to run the job on it:
                  %s --customers 10000

                What the job can do:
                  %s \\
                    %s --help""".formatted(
                        StarsQuery.of(lake).indent(2).stripTrailing(),
                        home.resolve("shared/local-stack/bin/sample-shop"),
                        home.resolve("shared/local-stack/bin/spark-submit"),
                        home.resolve("jobs/training-etl/target/training-etl.jar"));
    }
}
