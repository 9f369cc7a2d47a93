package io.recoflow.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.local.database.EmbeddedMariaDb;
import io.recoflow.runtime.secret.DatabaseCredentials;
import io.recoflow.runtime.secret.Secret;
import io.recoflow.runtime.secret.ServerCertificates;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Connections that look at the server's certificate. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class VerifiedServerTest {

    private ServerIdentity server;
    private ServerIdentity stranger;
    private EmbeddedPostgres postgres;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = ServerIdentity.in(Files.createDirectory(folder.resolve("server")));
        stranger = ServerIdentity.in(Files.createDirectory(folder.resolve("stranger")));
        postgres = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofMinutes(1))
                .setServerConfig("ssl", "on")
                .setServerConfig("ssl_cert_file", server.certificate().toString())
                .setServerConfig("ssl_key_file", server.key().toString())
                .start();
    }

    @AfterAll
    void stop() throws Exception {
        postgres.close();
    }

    @Test
    void aServerOfATrustedAuthorityIsConnectedToAndEncrypted() throws Exception {
        try (Connection connection = postgres("127.0.0.1", server.pem()).connect();
                Statement statement = connection.createStatement()) {
            var row = statement.executeQuery("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()");
            assertThat(row.next()).isTrue();
            assertThat(row.getBoolean(1)).isTrue();
        }
    }

    @Test
    void itIsFoundAmongSeveralAuthorities() throws Exception {
        try (Connection connection =
                postgres("127.0.0.1", stranger.pem() + server.pem()).connect()) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @Test
    void aServerOfAnotherAuthorityIsRefused() throws Exception {
        SourceDatabase database = postgres("127.0.0.1", stranger.pem());

        assertThatThrownBy(database::connect)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("SSL error")
                .satisfies(failure -> assertToldAsUntrusted(failure, database));
    }

    @Test
    void aServerOfAnotherNameIsRefused() throws Exception {
        SourceDatabase database = postgres("localhost", server.pem());

        assertThatThrownBy(database::connect)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("could not be verified")
                .satisfies(failure -> assertToldAsUntrusted(failure, database));
    }

    /** Not as an outage, which would be waited for. */
    private static void assertToldAsUntrusted(Throwable failure, SourceDatabase database) {
        assertThat(SourceFailures.isTemporary(failure)).isFalse();
        assertThat(SourceFailures.ended(failure, database).orElseThrow())
                .hasMessageContaining("--source-certificates (that of RDS is global-bundle.pem)");
    }

    @Test
    void aMySqlServerThatShowsNoCertificateIsRefused() throws Exception {
        try (EmbeddedMariaDb mariaDb = EmbeddedMariaDb.start()) {
            mariaDb.createDatabase("shop");
            SourceDatabase unverified = database(
                    mariaDb.jdbcUrl("shop"), SourceDialect.MYSQL, mariaDb.user(), mariaDb.password(), Optional.empty());
            SourceDatabase verified = database(
                    mariaDb.jdbcUrl("shop"),
                    SourceDialect.MYSQL,
                    mariaDb.user(),
                    mariaDb.password(),
                    Optional.of(new ServerCertificates(stranger.pem())));

            unverified.connect().close();
            assertThatThrownBy(verified::connect)
                    .isInstanceOf(SQLException.class)
                    .rootCause()
                    .hasMessageContaining("SSL Connection required, but not provided by server");
        }
    }

    @Test
    void aFileOfAuthoritiesThatTheUrlNamesAndThatIsNotThereIsTold() {
        SourceDatabase database = database(
                "jdbc:postgresql://127.0.0.1:" + postgres.getPort()
                        + "/postgres?sslmode=verify-full&sslrootcert=/no/such/file.pem",
                SourceDialect.POSTGRESQL,
                "postgres",
                "postgres",
                Optional.empty());

        assertThatThrownBy(database::connect).isInstanceOf(SQLException.class).satisfies(failure -> {
            assertThat(SourceFailures.isTemporary(failure)).isFalse();
            assertThat(SourceFailures.ended(failure, database).orElseThrow())
                    .hasMessageContaining("/no/such/file.pem")
                    .hasMessageContaining("Check the files that --source-url names");
        });
    }

    /** Each connection has one of its own, since it is good for 15 minutes only. */
    @Test
    void aLoginTokenIsThePasswordOfEachConnection() throws Exception {
        System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
        System.setProperty("aws.secretAccessKey", "the-secret-access-key");
        try (PasswordTakingServer rds =
                PasswordTakingServer.start(server.store(), ServerIdentity.PASSWORD.toCharArray())) {
            String url = "jdbc:postgresql://127.0.0.1:" + rds.port() + "/shop";
            SourceDatabase database = new SourceDatabase(
                    url,
                    SourceDialect.POSTGRESQL,
                    DatabaseCredentials.byToken("etl", "eu-central-1"),
                    100,
                    Duration.ofSeconds(30),
                    Optional.of(new ServerCertificates(server.pem())));

            assertThatThrownBy(database::connect).isInstanceOf(SQLException.class);
            String first = rds.passwords().get(0);
            Awaitility.await().untilAsserted(() -> {
                assertThatThrownBy(database::connect).isInstanceOf(SQLException.class);
                assertThat(rds.passwords().get(rds.passwords().size() - 1)).isNotEqualTo(first);
            });

            assertThat(rds.passwords())
                    .allMatch(token -> token.startsWith("127.0.0.1:" + rds.port() + "/?")
                            && token.contains("DBUser=etl")
                            && token.contains("Action=connect")
                            && token.contains("%2Feu-central-1%2Frds-db%2Faws4_request")
                            && !token.contains("the-secret-access-key"));
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
    }

    @Test
    void aTokenThatCannotBeSignedIsTold() throws Exception {
        SourceDatabase database = new SourceDatabase(
                "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres",
                SourceDialect.POSTGRESQL,
                DatabaseCredentials.byToken("etl", "eu-central-1"),
                100,
                Duration.ofSeconds(30),
                Optional.of(new ServerCertificates(server.pem())));

        System.setProperty("aws.disableEc2Metadata", "true");
        assertThatThrownBy(database::connect)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("Cannot sign a login token for user etl: Unable to load credentials")
                .satisfies(failure ->
                        assertThat(SourceFailures.isTemporary(failure)).isFalse());
    }

    @Test
    void sparksReadersLookAtItTooAndLeaveNoFile() throws Exception {
        try (SparkSession session = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate()) {
            List<Path> before = leftovers();

            assertThat(count(session, postgres("127.0.0.1", server.pem()))).isEqualTo(1);
            SourceDatabase strange = postgres("127.0.0.1", stranger.pem());
            assertThatThrownBy(() -> count(session, strange)).hasMessageContaining("SSL error");
            assertThat(leftovers()).isEqualTo(before);
        }
    }

    private static long count(SparkSession session, SourceDatabase database) {
        return session.read()
                .jdbc(
                        database.urlWithSettings(),
                        "(SELECT 1 AS one) AS t",
                        new String[] {"one = 1"},
                        database.properties())
                .count();
    }

    private static List<Path> leftovers() throws Exception {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("recoflow-certificates"))
                    .toList();
        }
    }

    private SourceDatabase postgres(String host, String authorities) {
        return database(
                "jdbc:postgresql://" + host + ":" + postgres.getPort() + "/postgres",
                SourceDialect.POSTGRESQL,
                "postgres",
                "postgres",
                Optional.of(new ServerCertificates(authorities)));
    }

    private static SourceDatabase database(
            String url, SourceDialect dialect, String user, String password, Optional<ServerCertificates> authorities) {
        return new SourceDatabase(
                url,
                dialect,
                new DatabaseCredentials(user, new Secret(password)),
                100,
                Duration.ofSeconds(30),
                authorities);
    }
}
