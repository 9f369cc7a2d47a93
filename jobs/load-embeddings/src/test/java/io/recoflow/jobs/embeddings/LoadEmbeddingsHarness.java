package io.recoflow.jobs.embeddings;

import io.recoflow.local.postgres.LocalPostgres;
import io.recoflow.local.process.TemporaryDirectory;
import io.recoflow.testkit.JobHarness;
import io.recoflow.testkit.JobRun;
import io.recoflow.testkit.SqlRows;
import io.recoflow.testkit.TestSpark;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Launches the job in this process, as its {@code main} does, against PostgreSQL with pgvector: one server for all tests,
 * an empty schema and a folder of bundles for each.
 */
public final class LoadEmbeddingsHarness implements BeforeEachCallback, AfterEachCallback {

    /** The variable that holds the database's password. */
    static final String PASSWORD = "RECOFLOW_VECTOR_PASSWORD";

    private final TemporaryDirectory folder = TemporaryDirectory.create("load-embeddings-");

    static {
        TestSpark.startForJobs(Map.of("spark.master", "local[1]"));
    }

    /** The server of all tests of this virtual machine, with which it ends. */
    private static final class Server {
        private static final LocalPostgres INSTANCE = LocalPostgres.start();
    }

    static LocalPostgres server() {
        return Server.INSTANCE;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws SQLException {
        sql(
                "SET client_min_messages = warning",
                "DROP SCHEMA IF EXISTS public CASCADE",
                "CREATE SCHEMA public",
                "DROP EXTENSION IF EXISTS vector");
    }

    @Override
    public void afterEach(ExtensionContext context) {
        folder.close();
    }

    Bundles bundles() {
        return new Bundles(folder.path().resolve("artifacts"));
    }

    /** A connection of the superuser, which the caller closes. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(server().jdbcUrl(), server().user(), server().password());
    }

    void sql(String... statements) throws SQLException {
        try (Connection connection = connect()) {
            SqlRows.execute(connection, statements);
        }
    }

    /** The rows of a query, each as its values with {@code |} between them. */
    List<String> query(String sql) throws SQLException {
        try (Connection connection = connect()) {
            return SqlRows.text(connection, sql);
        }
    }

    /** What readers see, in one line. */
    String served() throws SQLException {
        return query("SELECT version, dimension, similarity_dimensions, (SELECT count(*) FROM item_emb),"
                        + " (SELECT count(*) FROM user_emb) FROM model_version")
                .stream()
                .collect(Collectors.joining("; "));
    }

    /** The tables of versions. */
    List<String> tables() throws SQLException {
        return query("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
                + " AND relname <> 'embedding_versions' ORDER BY 1");
    }

    /** Launches the job on this test's bundles and database. */
    JobRun run(String... moreArguments) {
        return runAs(server().user(), server().password(), moreArguments);
    }

    JobRun runAs(String user, String password, String... moreArguments) {
        return runAgainst(server().jdbcUrl(), user, password, moreArguments);
    }

    JobRun runAgainst(String url, String user, String password, String... moreArguments) {
        List<String> arguments =
                new ArrayList<>(List.of("--artifacts", bundles().uri(), "--vector-url", url, "--vector-user", user));
        arguments.addAll(List.of(moreArguments));
        return launch(Map.of(PASSWORD, password), arguments.toArray(String[]::new));
    }

    /** Launches the job with these arguments and nothing else. */
    JobRun launch(Map<String, String> environment, String... arguments) {
        return JobHarness.launch(new LoadEmbeddings(), environment, arguments);
    }
}
