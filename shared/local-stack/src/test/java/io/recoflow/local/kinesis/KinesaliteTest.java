package io.recoflow.local.kinesis;

import static io.recoflow.local.kinesis.LocalKinesisAssertions.ask;
import static io.recoflow.local.kinesis.LocalKinesisAssertions.assertListensOnOneAddressOnly;
import static io.recoflow.local.kinesis.LocalKinesisAssertions.assertRefuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recoflow.local.ProjectHome;
import io.recoflow.local.node.OtherVirtualMachine;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KinesaliteTest {
    private static Kinesalite kinesis;

    @BeforeAll
    static void start() {
        kinesis = Kinesalite.start();
    }

    @AfterAll
    static void close() {
        kinesis.close();
    }

    @Test
    void storesRecordsInAStreamSoonAfterItWasCreated() throws IOException, InterruptedException {
        ask(kinesis.endpoint(), "CreateStream", "{\"StreamName\": \"ratings\", \"ShardCount\": 2}");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        ask(kinesis.endpoint(), "DescribeStreamSummary", "{\"StreamName\": \"ratings\"}"))
                .contains("\"ACTIVE\"", "\"OpenShardCount\":2"));
        assertThat(ask(
                        kinesis.endpoint(),
                        "PutRecord",
                        "{\"StreamName\": \"ratings\", \"PartitionKey\": \"103\", \"Data\": \"NQ==\"}"))
                .contains("\"SequenceNumber\"");
    }

    @Test
    void listensOnItsOneAddressOnly() throws IOException {
        assertListensOnOneAddressOnly(kinesis.endpoint());
    }

    @Test
    void twoStandSideBySide() throws IOException, InterruptedException {
        try (Kinesalite other = Kinesalite.start()) {
            assertThat(other.endpoint()).isNotEqualTo(kinesis.endpoint());
            ask(other.endpoint(), "CreateStream", "{\"StreamName\": \"theirs\", \"ShardCount\": 1}");
            assertThat(ask(other.endpoint(), "ListStreams", "{}")).contains("theirs");
            assertThat(ask(kinesis.endpoint(), "ListStreams", "{}")).doesNotContain("theirs");
        }
    }

    @Test
    void closingLeavesNothingBehind() throws IOException {
        URI endpoint;
        Path directory;
        try (Kinesalite other = Kinesalite.start()) {
            endpoint = other.endpoint();
            directory = other.directory();
            assertThat(directory).exists();
        }
        assertRefuses(endpoint);
        assertThat(directory).doesNotExist();
    }

    @Test
    void endsWithTheVirtualMachineThatStartedIt() throws IOException, InterruptedException {
        Process starter = new ProcessBuilder(
                        OtherVirtualMachine.command(Starter.class, "-Drecoflow.home=" + ProjectHome.directory()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = new String(starter.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(starter.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(lines).hasSize(2);
        assertThat(Path.of(lines.get(1))).doesNotExist();
        assertRefuses(URI.create(lines.get(0)));
    }

    /** Starts a server and forgets to close it. */
    static final class Starter {
        private Starter() {}

        public static void main(String[] arguments) {
            Kinesalite forgotten = Kinesalite.start();
            System.out.println(forgotten.endpoint());
            System.out.println(forgotten.directory());
        }
    }
}
