package io.recoflow.database;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.recoflow.local.database.EmbeddedMariaDb;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.secret.DatabaseCredentials;
import io.recoflow.runtime.secret.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Connections that will not come about however often they are tried, and some that will. */
final class ConnectionFaultTest {

    private static EmbeddedMariaDb mariaDb;
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException {
        mariaDb = EmbeddedMariaDb.start();
        mariaDb.createDatabase("shop");
        postgres = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofMinutes(1))
                .start();
    }

    @AfterAll
    static void stop() throws IOException {
        mariaDb.close();
        postgres.close();
    }

    @Test
    void serversWithoutTls() {
        assertPermanent(
                mySql(mariaDb.jdbcUrl("shop") + "?sslMode=REQUIRED"),
                "SSL Connection required, but not provided by server",
                "Switch TLS on at the server");
        assertPermanent(
                postgreSql(postgresUrl() + "?sslmode=require"),
                "The server does not support SSL",
                "Switch TLS on at the server");
    }

    @Test
    void aServerOfAnotherProtocol() throws IOException {
        assertPermanent(
                postgreSql("jdbc:postgresql://127.0.0.1:" + mariaDb.port() + "/shop"),
                "setting up the SSL connection",
                "Check the port in --source-url");
        try (Answering web = Answering.with("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII))) {
            assertPermanent(
                    postgreSql("jdbc:postgresql://127.0.0.1:" + web.port() + "/shop"),
                    "setting up the SSL connection",
                    "Check the port in --source-url");
        }
    }

    /** Its answer as PgBouncer 1.16 to 1.24 send it: an ErrorResponse with state 08P01. */
    @Test
    void aPoolerThatRefusesAParameter() throws IOException {
        try (Answering pooler = Answering.with(errorResponse("unsupported startup parameter: extra_float_digits"))) {
            assertPermanent(
                    postgreSql("jdbc:postgresql://127.0.0.1:" + pooler.port() + "/shop?sslmode=disable"),
                    "unsupported startup parameter: extra_float_digits",
                    "ignore_startup_parameters");
        }
    }

    /** The exceptions of Connector/J on a MySQL 8 without TLS; no MySQL server runs here. */
    @Test
    void aServerThatWouldHaveToSendItsPublicKey() {
        assertPermanent(
                mySql("jdbc:mysql://127.0.0.1/shop"),
                new SQLNonTransientConnectionException("Public Key Retrieval is not allowed", "08001"),
                "Public Key Retrieval is not allowed",
                "allowPublicKeyRetrieval=true");
    }

    @Test
    void aServerThatWantsTls() {
        assertPermanent(
                postgreSql("jdbc:postgresql://127.0.0.1/shop"),
                new SQLException(
                        "FATAL: no pg_hba.conf entry for host \"10.0.0.1\", user \"etl\", database \"shop\","
                                + " no encryption",
                        "28000"),
                "no encryption",
                "--source-certificates");
    }

    @Test
    void aConnectionLimitIsWaitedFor() throws SQLException, IOException {
        try (Connection connection = mariaDb.connect("shop");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE USER 'one'@'%' IDENTIFIED BY 'one' WITH MAX_USER_CONNECTIONS 1");
            statement.execute("GRANT SELECT ON shop.* TO 'one'@'%'");
        }
        SourceDatabase mySql = database(mariaDb.jdbcUrl("shop"), SourceDialect.MYSQL, "one", "one");
        try (Connection only = mySql.connect()) {
            assertTemporary(mySql, "max_user_connections");
            assertThat(only.isValid(1)).isTrue();
        }
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE one LOGIN PASSWORD 'one' CONNECTION LIMIT 1");
        }
        SourceDatabase postgreSql = database(postgresUrl(), SourceDialect.POSTGRESQL, "one", "one");
        try (Connection only = postgreSql.connect()) {
            assertTemporary(postgreSql, "too many connections for role");
            assertThat(only.isValid(1)).isTrue();
        }
        try (Answering pooler = Answering.with(errorResponse("no more connections allowed (max_client_conn)"))) {
            assertTemporary(
                    postgreSql("jdbc:postgresql://127.0.0.1:" + pooler.port() + "/shop?sslmode=disable"),
                    "no more connections allowed");
        }
    }

    @Test
    void aServerThatIsNotThereIsWaitedForAndTheDeepestCauseTold() {
        assertTemporary(mySql("jdbc:mysql://127.0.0.1:1/shop"), "Communications link failure: Connection refused");
        assertTemporary(postgreSql("jdbc:postgresql://127.0.0.1:1/shop"), "Connection refused");
    }

    /** Such a port is known as no server's within seconds; an answer of a server may take minutes. */
    @Test
    void aPortThatAcceptsAndStaysSilentIsTriedAgainSoon() throws IOException, SQLException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String place = "//127.0.0.1:" + silent.getLocalPort() + "/shop";
            long start = System.nanoTime();

            assertTemporary(mySql("jdbc:mysql:" + place), "Read timed out");
            assertTemporary(postgreSql("jdbc:postgresql:" + place), "timed out");

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(40));
        }
        try (Connection given = mySql(mariaDb.jdbcUrl("shop")).connect();
                Connection own =
                        mySql(mariaDb.jdbcUrl("shop") + "?socketTimeout=70000").connect()) {
            assertThat(given.getNetworkTimeout()).isEqualTo(60_000);
            assertThat(own.getNetworkTimeout()).isEqualTo(70_000);
        }
    }

    /** A load balancer that has no server behind it, or a server that goes down in the handshake. */
    @Test
    void aHandshakeThatBreaksOffIsTriedAgain() {
        SSLHandshakeException handshake = new SSLHandshakeException("Remote host terminated the handshake");
        handshake.initCause(new EOFException("SSL peer shut down incorrectly"));
        SQLException broken = new SQLRecoverableException("Communications link failure", "08S01", handshake);

        assertThat(SourceFailures.isTemporary(broken)).isTrue();
    }

    private static void assertPermanent(SourceDatabase database, String cause, String fix) {
        assertPermanent(database, catchThrowable(database::connect), cause, fix);
    }

    private static void assertPermanent(SourceDatabase database, Throwable failure, String cause, String fix) {
        assertThat(failure).isInstanceOf(SQLException.class);
        assertThat(SourceFailures.isTemporary(failure)).as("%s", failure).isFalse();
        assertThat(told(failure, database)).contains(cause, fix).doesNotContain("did not answer");
    }

    private static void assertTemporary(SourceDatabase database, String cause) {
        Throwable failure = catchThrowable(database::connect);
        assertThat(failure).isInstanceOf(SQLException.class);
        assertThat(SourceFailures.isTemporary(failure)).as("%s", failure).isTrue();
        assertThat(told(failure, database)).contains("did not answer within --source-timeout", cause);
    }

    private static String told(Throwable failure, SourceDatabase database) {
        return SourceFailures.ended(failure, database)
                .map(JobException::getMessage)
                .orElseThrow();
    }

    private static String postgresUrl() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
    }

    private static SourceDatabase mySql(String url) {
        return database(url, SourceDialect.MYSQL, mariaDb.user(), mariaDb.password());
    }

    private static SourceDatabase postgreSql(String url) {
        return database(url, SourceDialect.POSTGRESQL, "postgres", "postgres");
    }

    private static SourceDatabase database(String url, SourceDialect dialect, String user, String password) {
        return new SourceDatabase(
                url,
                dialect,
                new DatabaseCredentials(user, new Secret(password)),
                100,
                Duration.ofSeconds(30),
                Optional.empty());
    }

    private static byte[] errorResponse(String message) throws IOException {
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        for (String field : new String[] {"SFATAL", "C08P01", "M" + message}) {
            fields.write(field.getBytes(US_ASCII));
            fields.write(0);
        }
        fields.write(0);
        int length = fields.size() + 4;
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.write(new byte[] {'E', 0, 0, (byte) (length >> 8), (byte) length});
        fields.writeTo(answer);
        return answer.toByteArray();
    }

    /** A server that answers whatever it is told with the same bytes, and hangs up. */
    private record Answering(ServerSocket socket) implements AutoCloseable {

        static Answering with(byte[] answer) throws IOException {
            Answering server = new Answering(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            Thread thread = new Thread(() -> server.serve(answer), "answering");
            thread.setDaemon(true);
            thread.start();
            return server;
        }

        int port() {
            return socket.getLocalPort();
        }

        private void serve(byte[] answer) {
            while (!socket.isClosed()) {
                try (Socket client = socket.accept();
                        OutputStream out = client.getOutputStream()) {
                    int unused = client.getInputStream().read(new byte[1024]);
                    out.write(answer);
                } catch (IOException ended) {
                    // The client went, or the test is over.
                    continue;
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
