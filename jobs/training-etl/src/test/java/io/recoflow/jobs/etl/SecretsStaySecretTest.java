package io.recoflow.jobs.etl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.recoflow.local.database.EmbeddedMariaDb;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A password is in no output and in no file of a run, however the run ends. */
class SecretsStaySecretTest {

    private static final String PASSWORD = "p&ss w0rd/+%'\"ü";

    private static final Map<String, String> AWS = Map.of(
            "aws.accessKeyId", "AKIDEXAMPLE",
            "aws.secretAccessKey", "the-secret-access-key",
            "aws.region", "eu-central-1");

    @RegisterExtension
    final TrainingEtlHarness etl = new TrainingEtlHarness();

    private HttpServer secretsManager;
    private volatile String secret = "";

    @BeforeEach
    void start() throws IOException, SQLException {
        etl.tinyShop();
        etl.sql(
                "CREATE OR REPLACE USER 'secretive'@'%' IDENTIFIED BY '" + PASSWORD.replace("'", "''") + "'",
                "GRANT SELECT ON `" + etl.database() + "`.* TO 'secretive'@'%'");
        secretsManager = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secretsManager.createContext("/", exchange -> {
            byte[] answer = ("{\"ARN\":\"arn\",\"Name\":\"shop/etl\",\"SecretString\":\"" + quoted(secret) + "\"}")
                    .getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(200, answer.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(answer);
            }
        });
        secretsManager.start();
        AWS.forEach(System::setProperty);
        System.setProperty(
                "aws.endpointUrlSecretsManager",
                "http://127.0.0.1:" + secretsManager.getAddress().getPort());
    }

    @AfterEach
    void stop() throws SQLException {
        secretsManager.stop(0);
        AWS.keySet().forEach(System::clearProperty);
        System.clearProperty("aws.endpointUrlSecretsManager");
        etl.sql("DROP USER 'secretive'@'%'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--verbose", "--dry-run"})
    void whereTheEnvironmentHasThem(String flag) {
        ReportedRun run = etl.runAgainst(url(), "secretive", PASSWORD, flag).exits(0);

        assertSecret(run);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--verbose", "--dry-run"})
    void whereSecretsManagerHasThem(String flag) {
        store("{\"username\":\"secretive\",\"password\":\"" + quoted(PASSWORD) + "\",\"engine\":\"mysql\"}");

        ReportedRun run = launchWithSecret(flag).exits(0);

        assertSecret(run);
        assertThat(run.out() + run.err() + files()).doesNotContain("the-secret-access-key");
    }

    @Test
    void whereTheDatabaseRefusesThem() throws SQLException {
        etl.sql("ALTER USER 'secretive'@'%' IDENTIFIED BY 'another'");
        store("{\"username\":\"secretive\",\"password\":\"" + quoted(PASSWORD) + "\"}");

        for (ReportedRun run :
                List.of(etl.runAgainst(url(), "secretive", PASSWORD, "--verbose"), launchWithSecret("--verbose"))) {
            assertThat(run.exits(3).err())
                    .contains("the database refused user secretive", "\tat io.recoflow.jobs.etl.");
            assertSecret(run);
        }
    }

    @Test
    void whereTheSourceIsNotThere() {
        ReportedRun run = etl.runAgainst(
                "jdbc:mysql://127.0.0.1:1/shop", "secretive", PASSWORD, "--verbose", "--source-timeout", "1s");

        assertSecret(run.exits(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"p&ss w0rd/+%'\"ü", "{\"username\":\"secretive\",\"passwd\":\"p&ss w0rd/+%'\"}", "[]"})
    void whereTheSecretHasAnotherForm(String stored) {
        store(stored);

        ReportedRun run = launchWithSecret("--verbose");

        assertThat(run.exits(2).err()).contains("Secret shop/etl has no database credentials");
        assertThat(run.out() + run.err()).doesNotContain("p&ss");
        assertThat(etl.lake().everything()).isEmpty();
    }

    @Test
    void whereTheSecretSaysWhereTheDatabaseIs() {
        EmbeddedMariaDb server = TrainingEtlHarness.server();
        String place = ",\"engine\":\"mariadb\",\"host\":\"127.0.0.1\",\"port\":" + server.port();
        store("{\"username\":\"secretive\",\"password\":\"" + quoted(PASSWORD) + "\"" + place + ",\"dbname\":\""
                + etl.database() + "\"}");
        String lake = etl.lake().uri();

        ReportedRun run = etl.launch(Map.of(), "--source-secret", "shop/etl", "--lake", lake)
                .exits(0);
        assertSecret(run);

        store("{\"username\":\"secretive\",\"password\":\"" + quoted(PASSWORD) + "\"" + place + "}");
        assertThat(etl.launch(Map.of(), "--source-secret", "shop/etl", "--lake", lake)
                        .error(2))
                .contains("Secret shop/etl does not say where the database is: it has no dbname");
        etl.launch(
                        Map.of(),
                        "--source-url",
                        "jdbc:mysql:///" + etl.database() + "?sslMode=DISABLED&allowPublicKeyRetrieval=true",
                        "--source-secret",
                        "shop/etl",
                        "--lake",
                        lake)
                .exits(0);
    }

    private void store(String text) {
        secret = text;
    }

    private ReportedRun launchWithSecret(String flag) {
        return etl.launch(
                Map.of(),
                "--source-url",
                url(),
                "--source-secret",
                "shop/etl",
                "--lake",
                etl.lake().uri(),
                flag);
    }

    private String url() {
        EmbeddedMariaDb server = TrainingEtlHarness.server();
        return server.jdbcUrl(etl.database());
    }

    private void assertSecret(ReportedRun run) {
        assertThat(run.out() + run.err() + files())
                .doesNotContain(PASSWORD, "p&ss", quoted(PASSWORD), "p%26ss", "w0rd");
    }

    /** The text of all files of the lake. */
    private String files() {
        if (!Files.exists(etl.lake().root())) {
            return "";
        }
        try (Stream<Path> files = Files.walk(etl.lake().root())) {
            StringBuilder text = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(new String(Files.readAllBytes(file), UTF_8));
            }
            return text.toString();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
