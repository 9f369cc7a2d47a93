package io.recoflow.jobs.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.recoflow.testkit.JobRun;
import io.recoflow.testkit.SqlRows;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases that are away, that refuse, or that lack something; and two loads at once. */
class DatabaseTest {

    private static final String LOADER_LOCK = "pg_advisory_lock(99356432, hashtext(current_schema()))";
    private static final String SECRET = "p&ss w0rd/+%'\"ü";

    @RegisterExtension
    final LoadEmbeddingsHarness load = new LoadEmbeddingsHarness();

    @Test
    void aServerWithoutTheExtensionIsToldWhatToDo() throws IOException {
        load.bundles().publish(3, 5, 2, 1);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofMinutes(1))
                .start()) {
            assertThat(load.runAgainst(
                                    postgres.getJdbcUrl("postgres", "postgres").replaceAll("\\?.*", ""),
                                    "postgres",
                                    "postgres")
                            .error(4))
                    .contains("Cannot use the extension vector", "the server does not have it", "Install pgvector");
        }
    }

    @Test
    void noServerEndsWithThreeAfterTheTimeout() {
        load.bundles().publish(3, 5, 2, 1);
        JobRun run = load.runAgainst(
                "jdbc:postgresql://127.0.0.1:1/shop", "loader", SECRET, "--vector-timeout", "2s", "--verbose");
        run.exits(3);
        assertThat(run.err())
                .contains(
                        "it did not answer within --vector-timeout",
                        "The database does not answer; trying again (1 tries so far).");
        assertSecret(run);
    }

    @Test
    void aWrongPasswordEndsWithThreeAtOnceAndIsNotPrinted() {
        assumeTrue(LoadEmbeddingsHarness.server().isInstalled());
        load.bundles().publish(3, 5, 2, 1);
        JobRun run = load.runAs("postgres", SECRET, "--verbose");
        run.exits(3);
        assertThat(run.err()).contains("the database refused user postgres", "RECOFLOW_VECTOR_PASSWORD");
        assertSecret(run);
    }

    @Test
    void aPasswordInTheUrlIsRefused() {
        assertThat(load.launch(
                                Map.of(LoadEmbeddingsHarness.PASSWORD, SECRET),
                                "--artifacts",
                                load.bundles().uri(),
                                "--vector-user",
                                "loader",
                                "--vector-url",
                                "jdbc:postgresql://host/shop?user=loader&password=hunter2")
                        .error(2))
                .contains("it holds a user or a password")
                .doesNotContain("hunter2");
    }

    @Test
    void aUserWithoutSuperuserRightsLoads() throws SQLException {
        assumeTrue(LoadEmbeddingsHarness.server().isInstalled());
        String version = load.bundles().publish(3, 5, 2, 1);
        newLoader();
        load.sql("CREATE EXTENSION vector", "GRANT USAGE, CREATE ON SCHEMA public TO loader");

        JobRun run =
                load.runAs("loader", SECRET, "--verbose", "--index", "hnsw").exits(0);

        assertThat(load.served()).isEqualTo(version + "|3|2|5|2");
        assertSecret(run);
    }

    @Test
    void aUserWhoMayNotCreateTheExtensionIsToldWhoMay() throws SQLException {
        assumeTrue(LoadEmbeddingsHarness.server().isInstalled());
        load.bundles().publish(3, 5, 2, 1);
        newLoader();
        load.sql("GRANT USAGE, CREATE ON SCHEMA public TO loader");

        assertThat(load.runAs("loader", SECRET).error(4))
                .contains("user loader cannot create it", "Have an administrator run CREATE EXTENSION vector");
    }

    @Test
    void aUserWhoMayNotCreateTablesIsToldTheRights() throws SQLException {
        assumeTrue(LoadEmbeddingsHarness.server().isInstalled());
        load.bundles().publish(3, 5, 2, 1);
        newLoader();
        load.sql("CREATE EXTENSION vector", "GRANT USAGE ON SCHEMA public TO loader");

        assertThat(load.runAs("loader", SECRET).error(3)).contains("GRANT USAGE, CREATE ON SCHEMA … TO loader");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStatementThatTheServerEndsForItsTimeIsToldAsThat(boolean hasExtension) throws SQLException {
        assumeTrue(LoadEmbeddingsHarness.server().isInstalled());
        load.bundles().publish(3, 20_000, 2, 1);
        newLoader();
        if (hasExtension) {
            load.sql("CREATE EXTENSION vector");
        }
        // The extension alone takes more than 2 ms, and so does the index of so many items.
        load.sql(
                "GRANT USAGE, CREATE ON SCHEMA public TO loader",
                "ALTER ROLE loader SUPERUSER",
                "ALTER ROLE loader SET statement_timeout = " + (hasExtension ? 50 : 2));

        assertThat(load.runAs("loader", SECRET, "--index", "hnsw").error(3))
                .contains("canceling statement due to statement timeout", "ALTER ROLE loader SET statement_timeout = 0")
                .doesNotContain("rights", "cannot create it");
    }

    @Test
    void theSecretOfSecretsManagerIsUsedAndNotPrinted() throws Exception {
        assumeTrue(LoadEmbeddingsHarness.server().isInstalled());
        String version = load.bundles().publish(3, 5, 2, 1);
        newLoader();
        load.sql("CREATE EXTENSION vector", "GRANT USAGE, CREATE ON SCHEMA public TO loader");
        HttpServer secretsManager = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secretsManager.createContext("/", exchange -> {
            String secret = "{\"username\":\"loader\",\"password\":\"" + quoted(SECRET) + "\"}";
            byte[] answer = ("{\"Name\":\"shop/vectors\",\"SecretString\":\"" + quoted(secret) + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(200, answer.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(answer);
            }
        });
        secretsManager.start();
        Map<String, String> aws = Map.ofEntries(
                entry("aws.accessKeyId", "AKIDEXAMPLE"),
                entry("aws.secretAccessKey", "the-secret-access-key"),
                entry("aws.region", "eu-central-1"),
                entry(
                        "aws.endpointUrlSecretsManager",
                        "http://127.0.0.1:" + secretsManager.getAddress().getPort()));
        aws.forEach(System::setProperty);
        try {
            JobRun run = load.launch(
                            Map.of(),
                            "--artifacts",
                            load.bundles().uri(),
                            "--vector-url",
                            LoadEmbeddingsHarness.server().jdbcUrl(),
                            "--vector-secret",
                            "shop/vectors",
                            "--verbose")
                    .exits(0);
            assertThat(load.served()).isEqualTo(version + "|3|2|5|2");
            assertSecret(run);
        } finally {
            aws.keySet().forEach(System::clearProperty);
            secretsManager.stop(0);
        }
    }

    @Test
    void aSecondLoadWaitsForTheFirst() throws SQLException {
        assumeTrue(LoadEmbeddingsHarness.server().isInstalled());
        String version = load.bundles().publish(3, 5, 2, 1);
        CompletableFuture<JobRun> second;
        try (Connection first = load.connect()) {
            SqlRows.text(first, "SELECT " + LOADER_LOCK);
            second = CompletableFuture.supplyAsync(load::run);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !load.query("SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_try_advisory_lock%'"
                                    + " AND pid <> pg_backend_pid()")
                            .isEmpty());
            assertThat(load.tables()).isEmpty();
        }
        assertThat(second.join().exits(0).err()).contains("Another load is at work");
        assertThat(load.served()).startsWith(version);
    }

    @Test
    void aSecondLoadEndsWithThreeAfterTheTimeout() throws SQLException {
        assumeTrue(LoadEmbeddingsHarness.server().isInstalled());
        load.bundles().publish(3, 5, 2, 1);
        try (Connection first = load.connect()) {
            SqlRows.text(first, "SELECT " + LOADER_LOCK);
            assertThat(load.run("--vector-timeout", "1s").error(3))
                    .contains("another load has been at work there for longer than --vector-timeout");
        }
    }

    @Test
    void aReaderThatKeepsTheViewsEndsTheJobAndIsNotDisturbed() throws SQLException {
        assumeTrue(LoadEmbeddingsHarness.server().isInstalled());
        load.bundles().publish(3, 5, 2, 1);
        load.run().exits(0);
        String before = load.served();
        String version = load.bundles().publish(3, 6, 2, 1);
        try (Connection reader = load.connect()) {
            reader.setAutoCommit(false);
            SqlRows.text(reader, "SELECT count(*) FROM user_emb");
            assertThat(load.run("--vector-timeout", "2s").error(3))
                    .contains("Cannot swap the views to version " + version, "will only be swapped");
            assertThat(load.served()).isEqualTo(before);
            assertThat(SqlRows.text(reader, "SELECT count(*) FROM item_emb")).containsExactly("5");
        }
        assertThat(load.run().exits(0).out()).contains("Version " + version + " was in the database");
        assertThat(load.served()).isEqualTo(version + "|3|2|6|2");
    }

    private void newLoader() throws SQLException {
        load.sql(
                "DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'loader') THEN"
                        + " EXECUTE 'DROP OWNED BY loader CASCADE'; END IF; END $$",
                "DROP ROLE IF EXISTS loader",
                "CREATE ROLE loader LOGIN PASSWORD '" + SECRET.replace("'", "''") + "'");
    }

    private static void assertSecret(JobRun run) {
        assertThat(run.out() + run.err()).doesNotContain(SECRET, "p&ss", "p%26ss", "w0rd", "the-secret-access-key");
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
