package io.recoflow.local.kinesis;

import static io.recoflow.local.kinesis.LocalKinesisAssertions.ask;
import static io.recoflow.local.kinesis.LocalKinesisAssertions.assertListensOnOneAddressOnly;
import static io.recoflow.local.kinesis.LocalKinesisAssertions.assertRefuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KinesisLocalTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private static KinesisLocal kinesis;

    @BeforeAll
    static void start() {
        kinesis = KinesisLocal.start();
    }

    @AfterAll
    static void close() {
        kinesis.close();
    }

    @Test
    void changesTheNumberOfShards() throws IOException, InterruptedException {
        create("resharded");
        ask(
                kinesis.endpoint(),
                "UpdateShardCount",
                "{\"StreamName\": \"resharded\", \"TargetShardCount\": 2, \"ScalingType\": \"UNIFORM_SCALING\"}");
        awaitSummary("resharded", "\"ACTIVE\"", "\"OpenShardCount\":2");
    }

    @Test
    void sendsEventsToAConsumerOverTls() throws IOException, InterruptedException, GeneralSecurityException {
        create("fanned");
        String arn = found("\"StreamARN\":\"([^\"]+)\"", summary("fanned"));
        String consumer = found(
                "\"ConsumerARN\":\"([^\"]+)\"",
                ask(
                        kinesis.endpoint(),
                        "RegisterStreamConsumer",
                        "{\"StreamARN\": \"" + arn + "\", \"ConsumerName\": \"reader\"}"));
        await().atMost(SOON).untilAsserted(() -> assertThat(
                        ask(kinesis.endpoint(), "DescribeStreamConsumer", "{\"ConsumerARN\": \"" + consumer + "\"}"))
                .contains("\"ACTIVE\""));

        HttpResponse<InputStream> events = trusting(kinesis)
                .send(
                        KinesisRequest.of(
                                kinesis.tlsEndpoint(),
                                "SubscribeToShard",
                                "{\"ConsumerARN\": \"" + consumer + "\", \"ShardId\": \"shardId-000000000000\","
                                        + " \"StartingPosition\": {\"Type\": \"TRIM_HORIZON\"}}"),
                        HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = events.body()) {
            assertThat(events.statusCode()).isEqualTo(200);
            assertThat(new String(body.readNBytes(100), StandardCharsets.ISO_8859_1))
                    .contains("SubscribeToShardEvent");
        }
    }

    @Test
    void itsCertificateIsItsOwn() throws IOException, InterruptedException, GeneralSecurityException {
        assertThat(ask(trusting(kinesis), kinesis.tlsEndpoint(), "ListStreams", "{}"))
                .contains("StreamNames");
        URI byName = URI.create("https://localhost:" + kinesis.tlsEndpoint().getPort());
        assertThat(ask(trusting(kinesis), byName, "ListStreams", "{}")).contains("StreamNames");
        assertThatThrownBy(() -> ask(kinesis.tlsEndpoint(), "ListStreams", "{}"))
                .isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void listensOnItsOneAddressOnly() throws IOException {
        assertListensOnOneAddressOnly(kinesis.endpoint());
        assertListensOnOneAddressOnly(kinesis.tlsEndpoint());
    }

    @Test
    void twoStandSideBySide() throws IOException, InterruptedException, GeneralSecurityException {
        try (KinesisLocal other = KinesisLocal.start()) {
            assertThat(other.endpoint()).isNotEqualTo(kinesis.endpoint());
            assertThat(other.tlsEndpoint()).isNotEqualTo(kinesis.tlsEndpoint());
            ask(other.endpoint(), "CreateStream", "{\"StreamName\": \"theirs\", \"ShardCount\": 1}");
            assertThat(ask(trusting(other), other.tlsEndpoint(), "ListStreams", "{}"))
                    .contains("theirs");
            assertThat(ask(kinesis.endpoint(), "ListStreams", "{}")).doesNotContain("theirs");
        }
    }

    @Test
    void closingLeavesNothingBehind() throws IOException {
        URI endpoint;
        URI tlsEndpoint;
        Path directory;
        try (KinesisLocal other = KinesisLocal.start()) {
            endpoint = other.endpoint();
            tlsEndpoint = other.tlsEndpoint();
            directory = other.directory();
            assertThat(directory).exists();
        }
        assertRefuses(endpoint);
        assertRefuses(tlsEndpoint);
        assertThat(directory).doesNotExist();
    }

    private static void create(String stream) throws IOException, InterruptedException {
        ask(kinesis.endpoint(), "CreateStream", "{\"StreamName\": \"" + stream + "\", \"ShardCount\": 1}");
        awaitSummary(stream, "\"ACTIVE\"");
    }

    private static void awaitSummary(String stream, String... parts) {
        await().atMost(SOON).untilAsserted(() -> assertThat(summary(stream)).contains(parts));
    }

    private static String summary(String stream) throws IOException, InterruptedException {
        return ask(kinesis.endpoint(), "DescribeStreamSummary", "{\"StreamName\": \"" + stream + "\"}");
    }

    /** A client that trusts what is in the server's certificate file, and checks names. */
    private static HttpClient trusting(KinesisLocal server) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream pem = Files.newInputStream(server.certificate())) {
            trusted.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }
}
