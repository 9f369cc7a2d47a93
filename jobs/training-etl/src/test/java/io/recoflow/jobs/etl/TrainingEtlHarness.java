package io.recoflow.jobs.etl;

import io.recoflow.local.database.EmbeddedMariaDb;
import io.recoflow.local.process.TemporaryDirectory;
import io.recoflow.local.shop.SampleShop;
import io.recoflow.testkit.JobHarness;
import io.recoflow.testkit.SqlRows;
import io.recoflow.testkit.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Launches the job in this process, as its {@code main} does, against a real MariaDB: one server for all tests, a
 * database and a lake for each. Register it with {@link org.junit.jupiter.api.extension.RegisterExtension}.
 */
public final class TrainingEtlHarness implements BeforeEachCallback, AfterEachCallback {

    /** The variable that holds the source's password. */
    static final String PASSWORD = "RECOFLOW_SOURCE_PASSWORD";

    /** The newest order date of {@link #tinyShop()}. */
    static final LocalDate NEWEST = LocalDate.of(2026, 11, 19);

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private String database = "";
    private Path folder = Path.of("");

    static {
        TestSpark.startForJobs(Map.of());
    }

    /** The server of all tests of this virtual machine, with which it ends. */
    private static final class Server {
        private static final EmbeddedMariaDb INSTANCE = EmbeddedMariaDb.start();
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        database = "test_" + DATABASES.incrementAndGet();
        server().createDatabase(database);
        folder = Files.createTempDirectory("training-etl-");
    }

    @Override
    public void afterEach(ExtensionContext context) throws SQLException {
        sql("DROP DATABASE `" + database + "`");
        TemporaryDirectory.of(folder).close();
    }

    /** The server of all tests. */
    public static EmbeddedMariaDb server() {
        return Server.INSTANCE;
    }

    /** This test's database. */
    public String database() {
        return database;
    }

    /** A connection to this test's database, which the caller closes. */
    public Connection connect() throws SQLException {
        return server().connect(database);
    }

    /** Runs statements in this test's database. */
    public void sql(String... statements) throws SQLException {
        try (Connection connection = connect()) {
            SqlRows.execute(connection, statements);
        }
    }

    /** The rows of a query in this test's database. */
    public List<List<Object>> query(String sql) throws SQLException {
        try (Connection connection = connect()) {
            return SqlRows.query(connection, sql);
        }
    }

    /** Fills this test's database with 20 customers, 30 products and about 100 ratings. */
    void tinyShop() throws SQLException {
        shop(new SampleShop(20, 30, 5, 42, NEWEST));
    }

    void shop(SampleShop shop) throws SQLException {
        try (Connection connection = connect()) {
            shop.createIn(connection);
        }
    }

    /** A folder of this test, beside the lake. */
    Path folder() {
        return folder;
    }

    Lake lake() {
        return new Lake(folder.resolve("lake"));
    }

    /** A file of this test with this text. */
    String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    /** Launches the job on this test's database and lake. */
    ReportedRun run(String... moreArguments) {
        return runAgainst(server().jdbcUrl(database), server().user(), server().password(), moreArguments);
    }

    /** Launches the job on another database, and this test's lake. */
    ReportedRun runAgainst(String url, String user, String password, String... moreArguments) {
        List<String> arguments =
                new ArrayList<>(List.of("--source-url", url, "--source-user", user, "--lake", lake().uri()));
        arguments.addAll(List.of(moreArguments));
        return launch(Map.of(PASSWORD, password), arguments.toArray(String[]::new));
    }

    /** Launches the job with these arguments and nothing else. */
    ReportedRun launch(Map<String, String> environment, String... arguments) {
        return new ReportedRun(JobHarness.launch(new TrainingEtl(), environment, arguments), lake().newestReport());
    }
}
