package io.recoflow.kinesis.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** What is asked of STS, on a server that speaks its query protocol. */
final class CredentialsTest {

    private static final String ENDPOINT = "aws.endpointUrlSts";
    private static final String ANSWER = """
            <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
              <AssumeRoleResult>
                <Credentials>
                  <AccessKeyId>assumed</AccessKeyId>
                  <SecretAccessKey>secret</SecretAccessKey>
                  <SessionToken>token</SessionToken>
                  <Expiration>2100-01-01T00:00:00Z</Expiration>
                </Credentials>
              </AssumeRoleResult>
            </AssumeRoleResponse>
            """;

    /** The parameters of each request, as text. */
    private final List<List<String>> requests = new CopyOnWriteArrayList<>();

    private HttpServer sts;

    @BeforeEach
    void startSts() throws IOException {
        sts = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sts.createContext("/", this::answer);
        sts.start();
        System.setProperty(ENDPOINT, "http://127.0.0.1:" + sts.getAddress().getPort());
    }

    @AfterEach
    void stopSts() {
        System.clearProperty(ENDPOINT);
        sts.stop(0);
    }

    @Test
    void aRoleIsAssumedUnderItsSessionNameAndExternalId() {
        assertThat(assumed("recommender", "agreed:1").accessKeyId()).isEqualTo("assumed");

        assertThat(requests).singleElement().satisfies(parameters -> assertThat(parameters)
                .contains(
                        "Action=AssumeRole",
                        "RoleArn=arn:aws:iam::1:role/reader",
                        "RoleSessionName=recommender",
                        "ExternalId=agreed:1"));
    }

    @Test
    void noExternalIdIsSentWhereThereIsNone() {
        assumed("recoflow-kinesis", null);

        assertThat(requests).singleElement().satisfies(parameters -> assertThat(parameters)
                .contains("RoleSessionName=recoflow-kinesis")
                .noneMatch(parameter -> parameter.startsWith("ExternalId")));
    }

    private static AwsCredentials assumed(String sessionName, @Nullable String externalId) {
        return Credentials.of(new ClientSettings(
                        "clicks",
                        "eu-west-1",
                        null,
                        new AssumedRole("arn:aws:iam::1:role/reader", sessionName, externalId),
                        Duration.ofSeconds(5)))
                .resolveCredentials();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(List.of(body.split("&")).stream()
                    .map(parameter -> URLDecoder.decode(parameter, StandardCharsets.UTF_8))
                    .toList());
            byte[] answer = ANSWER.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }
}
