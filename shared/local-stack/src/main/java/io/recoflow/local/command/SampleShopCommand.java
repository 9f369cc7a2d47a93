package io.recoflow.local.command;

import io.recoflow.local.ProjectHome;
import io.recoflow.local.database.EmbeddedMariaDb;
import io.recoflow.local.shop.SampleShop;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.launch.Job;
import io.recoflow.runtime.launch.JobContext;
import io.recoflow.runtime.launch.JobLauncher;
import io.recoflow.runtime.option.Option;
import io.recoflow.runtime.option.Settings;
import io.recoflow.runtime.report.Console;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** The command {@code bin/sample-shop}: a database with a shop to run jobs against, until a signal ends it. */
final class SampleShopCommand implements Job {
    private static final Option<Integer> CUSTOMERS = Option.integer("customers", 1, 10_000_000)
            .label("N")
            .description("How many customers the shop has.")
            .defaultValue(1_000);
    private static final Option<Integer> PRODUCTS = Option.integer("products", 1, 1_000_000)
            .label("N")
            .description("How many products it sells.")
            .defaultValue(SampleShop.DEFAULT_PRODUCTS);
    private static final Option<Integer> RATINGS = Option.integer("ratings-per-customer", 0, 1_000_000)
            .label("N")
            .description("How many products a customer rates, on average; at most all.")
            .defaultValue((int) SampleShop.DEFAULT_RATINGS_PER_CUSTOMER);
    private static final Option<Integer> SEED = Option.integer("seed", 0, Integer.MAX_VALUE)
            .label("N")
            .description("Another number makes another shop.")
            .defaultValue((int) SampleShop.DEFAULT_SEED);
    private static final Option<String> DATABASE = Option.text("database")
            .label("NAME")
            .description("The database that the shop is in.")
            .defaultValue("classicmodels");
    private static final Option<List<String>> DUMP = Option.names("dump")
            .label("FILE[,FILE...]")
            .description("SQL files to load in this order, in place of a sample shop.");

    private SampleShopCommand() {}

    public static void main(String[] arguments) {
        JobLauncher.main(new SampleShopCommand(), arguments);
    }

    @Override
    public String name() {
        return "sample-shop";
    }

    @Override
    public String summary() {
        return "Starts a MariaDB with a sample shop, prints how to run the job against it, and stays until Ctrl-C.";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(CUSTOMERS, PRODUCTS, RATINGS, SEED, DATABASE, DUMP);
    }

    @Override
    public List<String> examples() {
        return List.of("", "--customers 100000 --seed 7", "--dump shop.sql,ratings.sql --database shop");
    }

    @Override
    public List<String> problems(Settings settings) {
        List<String> problems = new ArrayList<>();
        for (String dump : settings.find(DUMP).orElse(List.of())) {
            if (!Files.isReadable(Path.of(dump))) {
                problems.add("Cannot load --dump " + dump + ": there is no such file. Check the path.");
            }
        }
        if (!settings.get(DATABASE).matches("[A-Za-z0-9_]{1,64}")) {
            problems.add("Cannot use --database " + settings.get(DATABASE)
                    + ": it is not a plain name. Use 1 to 64 letters, digits and underscores.");
        }
        if (settings.get(RATINGS) > settings.get(PRODUCTS)) {
            problems.add("Cannot have --ratings-per-customer " + settings.get(RATINGS) + " with --products "
                    + settings.get(PRODUCTS) + ": a customer rates a product once. Use a smaller number.");
        }
        return problems;
    }

    @Override
    public void run(JobContext context) throws Exception {
        Settings settings = context.settings();
        Console console = context.console();
        if (context.dryRun()) {
            console.out("Would start MariaDB on 127.0.0.1 with "
                    + settings.find(DUMP)
                            .map(dumps -> String.join(", ", dumps))
                            .orElse(shop(settings).toString())
                    + " in database " + settings.get(DATABASE) + ".");
            return;
        }
        console.progress("Starting MariaDB ...");
        EmbeddedMariaDb database = EmbeddedMariaDb.start();
        fill(database, settings, console);
        console.out(instructions(database, settings.get(DATABASE)));
        // The only way out is a signal, and then the database closes itself.
        new CountDownLatch(1).await();
    }

    private static void fill(EmbeddedMariaDb database, Settings settings, Console console) throws SQLException {
        String name = settings.get(DATABASE);
        List<String> dumps = settings.find(DUMP).orElse(List.of());
        database.createDatabase(name);
        for (String dump : dumps) {
            console.progress("Loading " + dump + " ...");
            load(database, name, Path.of(dump));
        }
        try (Connection connection = database.connect(name)) {
            if (dumps.isEmpty()) {
                console.progress("Creating the shop ...");
                shop(settings).createIn(connection);
            }
            requireTables(connection, name);
        }
    }

    private static void load(EmbeddedMariaDb database, String name, Path dump) {
        try {
            database.load(name, dump);
        } catch (IllegalStateException e) {
            throw new JobException(
                    ExitCode.USAGE, "The dump is not complete", String.valueOf(e.getMessage()), "Correct the file.", e);
        }
    }

    private static void requireTables(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery("SHOW TABLES")) {
            if (!tables.next()) {
                throw new JobException(
                        ExitCode.USAGE,
                        "Database " + name + " is empty",
                        "the dumps put their tables elsewhere",
                        "Name their database with --database.");
            }
        }
    }

    private static SampleShop shop(Settings settings) {
        return new SampleShop(
                settings.get(CUSTOMERS),
                settings.get(PRODUCTS),
                settings.get(RATINGS),
                settings.get(SEED),
                LocalDate.now(Clock.systemUTC()));
    }

    private static String instructions(EmbeddedMariaDb database, String name) throws SQLException {
        Path home = ProjectHome.directory();
        return """

                The shop is open%s.

                  JDBC URL  %s
                  user      %s

                Run the job against it, in another terminal:

                  export RECOFLOW_SOURCE_PASSWORD='%s'
                  %s \\
                    %s \\
                    --source-url %s --source-user %s \\
                    --lake %s

                Ctrl-C stops the database and deletes it.""".formatted(
                        size(database, name),
                        database.jdbcUrl(name),
                        database.user(),
                        database.password(),
                        home.resolve("shared/local-stack/bin/spark-submit"),
                        home.resolve("jobs/training-etl/target/training-etl.jar"),
                        database.jdbcUrl(name),
                        database.user(),
                        "file://" + home.resolve("shared/local-stack/target/lake"));
    }

    /** Empty where the dumps have other tables. */
    private static String size(EmbeddedMariaDb database, String name) throws SQLException {
        try (Connection connection = database.connect(name);
                Statement statement = connection.createStatement();
                ResultSet counts = statement.executeQuery("SELECT (SELECT count(*) FROM customers),"
                        + " (SELECT count(*) FROM products), (SELECT count(*) FROM ratings)")) {
            counts.next();
            return String.format(
                    Locale.ROOT,
                    ": %,d customers, %,d products, %,d ratings",
                    counts.getLong(1),
                    counts.getLong(2),
                    counts.getLong(3));
        } catch (SQLSyntaxErrorException e) {
            return "";
        }
    }
}
