package io.recoflow.runtime.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server that speaks the service's JSON 1.1 protocol. */
class SecretsManagerTest {

    private static final String ENDPOINT = "aws.endpointUrlSecretsManager";
    private static final String ARN = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop-AbCdEf";

    private final HttpServer server;
    private final Map<String, @Nullable String> propertiesBefore = new HashMap<>();
    private final List<String> requests = new ArrayList<>();
    private int status = 200;
    private String answer = "";

    SecretsManagerTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
    }

    @BeforeEach
    void start() {
        server.start();
        set(ENDPOINT, "http://127.0.0.1:" + server.getAddress().getPort());
        set("aws.region", "us-east-1");
        set("aws.accessKeyId", "AKIDEXAMPLE");
        set("aws.secretAccessKey", "signing-key");
        set("aws.disableEc2Metadata", "true");
        // No file of the user's may decide how these tests end.
        set("aws.configFile", "/nonexistent");
        set("aws.sharedCredentialsFile", "/nonexistent");
        set("aws.maxAttempts", "1");
    }

    @AfterEach
    void stop() {
        server.stop(0);
        propertiesBefore.forEach((key, value) -> {
            if (value == null) {
                System.clearProperty(key);
            } else {
                System.setProperty(key, value);
            }
        });
    }

    @Test
    void credentialsComeFromTheFormThatRdsWrites() {
        answerSecret("{\\\"engine\\\":\\\"mysql\\\",\\\"username\\\":\\\"etl\\\",\\\"password\\\":\\\"hunter2\\\"}");

        DatabaseCredentials credentials = read("shop/replica");

        assertThat(credentials).isEqualTo(new DatabaseCredentials("etl", new Secret("hunter2")));
        assertThat(requests)
                .singleElement()
                .asString()
                .contains("secretsmanager.GetSecretValue")
                .contains("/us-east-1/secretsmanager/")
                .contains("{\"SecretId\":\"shop/replica\"}");
    }

    @Test
    void whereTheDatabaseIsComesFromThereToo() {
        answerSecret("{\\\"engine\\\":\\\"postgres\\\",\\\"host\\\":\\\"db.example.com\\\",\\\"port\\\":5432,"
                + "\\\"dbname\\\":\\\"shop\\\",\\\"username\\\":\\\"etl\\\",\\\"password\\\":\\\"\\\"}");
        DatabaseSecret secret;
        try (SecretsManager secrets = SecretsManager.create()) {
            secret = secrets.databaseSecret("shop");
        }

        assertThat(secret.credentials()).isEqualTo(new DatabaseCredentials("etl", new Secret("")));
        assertThat(secret.complete(Optional.empty())).isEqualTo("jdbc:postgresql://db.example.com:5432/shop");
        assertThat(secret.complete(Optional.of("jdbc:postgresql:///?sslmode=require")))
                .isEqualTo("jdbc:postgresql://db.example.com:5432/shop?sslmode=require");
        assertThat(secret.complete(Optional.of("jdbc:postgresql:///other")))
                .isEqualTo("jdbc:postgresql://db.example.com:5432/other");
        assertThat(secret.complete(Optional.of("jdbc:postgresql://replica:6432/?a=b")))
                .isEqualTo("jdbc:postgresql://replica:6432/shop?a=b");
        assertThat(secret.complete(Optional.of("jdbc:mysql://address=(host=h)(port=1)/shop")))
                .isEqualTo("jdbc:mysql://address=(host=h)(port=1)/shop");
    }

    @ParameterizedTest
    @CsvSource({"mysql,mysql", "mariadb,mysql", "aurora-mysql,mysql", "aurora,mysql", "aurora-postgresql,postgresql"})
    void enginesAreKnownByTheNamesThatRdsGives(String engine, String scheme) {
        assertThat(secret(Optional.of(engine), Optional.of("db"), Optional.of("shop"))
                        .complete(Optional.empty()))
                .isEqualTo("jdbc:" + scheme + "://db/shop");
    }

    @Test
    void aSecretThatDoesNotSayWhereTheDatabaseIsSaysWhatIsMissing() {
        assertThatThrownBy(() -> secret(Optional.empty(), Optional.of("db"), Optional.empty())
                        .complete(Optional.empty()))
                .isInstanceOfSatisfying(JobException.class, failure -> assertThat(failure.exitCode())
                        .isEqualTo(ExitCode.USAGE))
                .hasMessage("Secret shop does not say where the database is: it has no engine, no dbname. Give the"
                        + " database's URL as well");
        assertThatThrownBy(() -> secret(Optional.of("oracle"), Optional.of("db"), Optional.of("shop"))
                        .complete(Optional.empty()))
                .hasMessageContaining("its engine is oracle");
        assertThat(secret(Optional.empty(), Optional.empty(), Optional.empty())
                        .complete(Optional.of("jdbc:mysql://replica/shop")))
                .isEqualTo("jdbc:mysql://replica/shop");
    }

    private static DatabaseSecret secret(Optional<String> engine, Optional<String> host, Optional<String> database) {
        return new DatabaseSecret(
                "shop",
                new DatabaseCredentials("etl", new Secret("hunter2")),
                engine,
                host,
                Optional.empty(),
                database);
    }

    @Test
    void anArnNamesTheRegion() {
        answerSecret("{\\\"username\\\":\\\"etl\\\",\\\"password\\\":\\\"hunter2\\\"}");
        System.clearProperty("aws.region");

        read(ARN);

        assertThat(requests).singleElement().asString().contains("/eu-central-1/secretsmanager/");
    }

    @Test
    void aSecretThatDoesNotExistIsAUsageError() {
        answerError(400, "ResourceNotFoundException", "Secrets Manager can't find the specified secret.");

        assertFails(
                "shop",
                ExitCode.USAGE,
                "Cannot read secret shop: there is no secret of that name in this account and region. Check the name,"
                        + " or give the secret's ARN.");
    }

    @Test
    void refusedAccessNamesThePermission() {
        answerError(400, "AccessDeniedException", "User x is not authorized.");

        assertFails(
                "shop",
                ExitCode.UNAVAILABLE,
                "Cannot read secret shop: AWS Secrets Manager answered AccessDeniedException, User x is not"
                        + " authorized. Allow the job's role secretsmanager:GetSecretValue on it and kms:Decrypt on"
                        + " its key.");
    }

    @Test
    void noRegionIsUnavailable() {
        System.clearProperty("aws.region");

        assertThat(failure("shop").exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(failure("shop"))
                .hasMessageContaining("Unable to load region")
                .hasMessageEndingWith("Give the job a role, an AWS region and a network path to Secrets Manager.");
        assertThat(requests).isEmpty();
    }

    @Test
    void noCredentialsAreUnavailable() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");

        assertThat(failure("shop").exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(failure("shop")).hasMessageContaining("Unable to load credentials");
        assertThat(requests).isEmpty();
    }

    @Test
    void aServiceThatCannotBeReachedIsUnavailable() {
        server.stop(0);

        assertThat(failure("shop").exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(failure("shop")).hasMessageStartingWith("Cannot read secret shop: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2", "[\\\"hunter2\\\"]", "{\\\"password\\\":hunter2}", ""})
    void aTextThatIsNoJsonObjectIsAUsageErrorAndNotShown(String secret) {
        answerSecret(secret);

        assertFails(
                "shop",
                ExitCode.USAGE,
                "Secret shop has no database credentials: its text is not a JSON object. Store"
                        + " {\"username\":…,\"password\":…}, as Amazon RDS does, or name another secret.");
    }

    @Test
    void aMissingFieldIsAUsageErrorThatNamesIt() {
        answerSecret("{\\\"username\\\":\\\"etl\\\",\\\"pass\\\":\\\"hunter2\\\"}");
        assertThat(failure("shop")).hasMessageContaining("its JSON has no text field 'password'");

        answerSecret("{\\\"username\\\":7,\\\"password\\\":\\\"hunter2\\\"}");
        assertThat(failure("shop")).hasMessageContaining("its JSON has no text field 'username'");
        assertThat(failure("shop").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    private void assertFails(String secretId, ExitCode code, String message) {
        JobException failure = failure(secretId);
        assertThat(failure).hasMessage(message);
        assertThat(failure.exitCode()).isEqualTo(code);
    }

    private JobException failure(String secretId) {
        JobException failure = catchThrowableOfType(JobException.class, () -> read(secretId));
        StringWriter everything = new StringWriter();
        failure.printStackTrace(new PrintWriter(everything));
        assertThat(everything.toString()).doesNotContain("hunter2");
        return failure;
    }

    private static DatabaseCredentials read(String secretId) {
        try (SecretsManager secrets = SecretsManager.create()) {
            return secrets.databaseSecret(secretId).credentials();
        }
    }

    private void answerSecret(String escapedJson) {
        answer = "{\"ARN\":\"" + ARN + "\",\"Name\":\"shop\",\"SecretString\":\"" + escapedJson + "\"}";
    }

    private void answerError(int errorStatus, String type, String message) {
        status = errorStatus;
        answer = "{\"__type\":\"" + type + "\",\"message\":\"" + message + "\"}";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(exchange.getRequestHeaders().getFirst("X-Amz-Target")
                    + " " + exchange.getRequestHeaders().getFirst("Authorization")
                    + " " + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void set(String key, String value) {
        propertiesBefore.put(key, System.setProperty(key, value));
    }
}
