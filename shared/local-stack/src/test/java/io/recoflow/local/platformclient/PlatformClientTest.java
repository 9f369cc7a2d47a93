package io.recoflow.local.platformclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import io.recoflow.local.activity.TestStream;
import io.recoflow.local.kinesis.Kinesalite;
import io.recoflow.local.kinesis.client.StreamLocation;
import io.recoflow.local.platformclient.PlatformClientSettings.StartingPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PlatformClientTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final PlatformClientSettings QUICK =
            new PlatformClientSettings(Duration.ofMillis(20), StartingPosition.LATEST, 0);

    private static Kinesalite server;

    @BeforeAll
    static void start() {
        server = Kinesalite.start();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void countsWhatItReceives() throws InterruptedException {
        try (TestStream stream = TestStream.create(server, "counted", 2);
                PlatformClient client = PlatformClient.open(stream.location(), QUICK)) {
            Instant second = Instant.now().minusSeconds(1);
            stream.put(answer("a-1", second, "s1", "model", "null", "[{\"id\":\"S12_1108\",\"score\":4.61}]"));
            stream.put(answer("a-1", second, "s1", "model", "null", "[{\"id\":\"S12_1108\",\"score\":4.61}]"));
            stream.put(answer("a-2", second, "s2", "popularity", "\"unknown_customer\"", "[]"));
            stream.put(answer("x", second, "s1", "model", "null", "[{\"id\":\"S12_1108\",\"score\":4.61}]"));
            stream.put("no answer");
            stream.put("[]");
            stream.put("{\"event_id\":\"last\",\"recommended_items\":[{}]}");
            assertThat(client.awaitAnswered(Set.of("a-1", "a-2", "x", "last"), LIMIT))
                    .isTrue();
            await().atMost(LIMIT)
                    .until(() -> client.statistics().answers() == 5
                            && client.statistics().unreadable() == 2);
            PlatformStatistics statistics = client.statistics();
            assertThat(statistics.events()).isEqualTo(4);
            assertThat(statistics.duplicates()).isEqualTo(1);
            assertThat(statistics.emptyAnswers()).isEqualTo(1);
            assertThat(statistics.failedReads()).isZero();
            assertThat(statistics.byServedBy()).containsOnly(entry("model", 3L), entry("popularity", 1L));
            assertThat(statistics.byReason()).containsOnly(entry("unknown_customer", 1L));
            assertThat(statistics.latency().count()).isEqualTo(4);
            assertThat(statistics.latency().p50()).isBetween(990_000L, 5_000_000L);
            assertThat(statistics.latency().max())
                    .isGreaterThanOrEqualTo(statistics.latency().p99());
        }
    }

    @Test
    void afterAResetItCountsFromZeroButKnowsWhatWasAnswered() throws InterruptedException {
        try (TestStream stream = TestStream.create(server, "reset", 1);
                PlatformClient client = PlatformClient.open(stream.location(), QUICK.remembering(1))) {
            stream.put(answer("a-1", Instant.now().minusSeconds(100), "s1", "model", "null", "[]"));
            assertThat(client.awaitAnswered(1, LIMIT)).isTrue();
            client.reset();
            assertThat(client.statistics().answers()).isZero();
            assertThat(client.statistics().latency().max()).isZero();
            stream.put(answer("a-1", Instant.now(), "s1", "model", "null", "[]"));
            stream.put(answer("a-2", Instant.now(), "s1", "model", "null", "[]"));
            assertThat(client.awaitAnswered(1, LIMIT)).isTrue();
            assertThat(client.statistics().duplicates()).isEqualTo(1);
            assertThat(client.statistics().latency().max()).isLessThan(50_000_000);
            assertThat(client.awaitAnswered(Set.of("a-1", "a-2"), Duration.ZERO))
                    .isTrue();
            assertThat(client.answers("s1")).hasSize(3);
        }
    }

    @Test
    void keepsTheAnswersOfTheFirstSessions() throws InterruptedException {
        try (TestStream stream = TestStream.create(server, "sessions", 1);
                PlatformClient client = PlatformClient.open(stream.location(), QUICK.remembering(2))) {
            List<String> sessions = List.of("s1", "s2", "s3", "s1");
            for (int i = 0; i < sessions.size(); i++) {
                stream.put(answer("a-" + (i + 1), Instant.EPOCH, sessions.get(i), "model", "null", "[]"));
            }
            assertThat(client.awaitAnswered(4, LIMIT)).isTrue();
            assertThat(client.rememberedSessions()).containsExactlyInAnyOrder("s1", "s2");
            assertThat(client.answers("s1"))
                    .containsExactly(
                            answer("a-1", Instant.EPOCH, "s1", "model", "null", "[]"),
                            answer("a-4", Instant.EPOCH, "s1", "model", "null", "[]"));
            assertThat(client.answers("s3")).isEmpty();
        }
    }

    @Test
    void beginsWhereItIsTold() throws InterruptedException {
        try (TestStream stream = TestStream.create(server, "begun", 1)) {
            stream.put(answer("a-1", Instant.EPOCH, "s1", "model", "null", "[]"));
            try (PlatformClient latest = PlatformClient.open(stream.location(), QUICK);
                    PlatformClient oldest =
                            PlatformClient.open(stream.location(), QUICK.from(StartingPosition.TRIM_HORIZON))) {
                stream.put(answer("a-2", Instant.EPOCH, "s1", "model", "null", "[]"));
                assertThat(oldest.awaitAnswered(Set.of("a-1", "a-2"), LIMIT)).isTrue();
                assertThat(latest.awaitAnswered(Set.of("a-2"), LIMIT)).isTrue();
                assertThat(latest.statistics().answers()).isEqualTo(1);
            }
        }
    }

    @Test
    void followsSplitsAndMergesAndMissesNothing() throws InterruptedException {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        try (TestStream stream = TestStream.create(server, "resharded", 1);
                PlatformClient client = PlatformClient.open(stream.location(), QUICK, heard::add)) {
            put(stream, 1, 20);
            stream.split();
            put(stream, 21, 40);
            stream.merge();
            put(stream, 41, 60);
            assertThat(stream.openShards()).hasSize(1);
            assertThat(client.awaitAnswered(60, LIMIT)).isTrue();
            assertThat(client.statistics().answers()).isEqualTo(60);
            assertThat(heard).hasSize(60);
            try (PlatformClient late = PlatformClient.open(stream.location(), QUICK);
                    PlatformClient oldest =
                            PlatformClient.open(stream.location(), QUICK.from(StartingPosition.TRIM_HORIZON))) {
                put(stream, 61, 61);
                assertThat(oldest.awaitAnswered(61, LIMIT)).isTrue();
                assertThat(late.awaitAnswered(Set.of("a-61"), LIMIT)).isTrue();
                assertThat(late.statistics().answers()).isEqualTo(1);
            }
        }
    }

    @Test
    void aServerThatGoesAwayIsCountedAsFailedReads() throws InterruptedException {
        try (Kinesalite other = Kinesalite.start();
                TestStream stream = TestStream.create(other, "gone", 1);
                PlatformClient client = PlatformClient.open(stream.location(), QUICK)) {
            other.close();
            await().atMost(LIMIT).until(() -> client.statistics().failedReads() > 0);
            assertThat(client.lastFailure()).isPresent();
            assertThat(client.awaitAnswered(1, Duration.ofMillis(50))).isFalse();
        }
    }

    @Test
    void aStreamThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> PlatformClient.open(StreamLocation.local(server.endpoint(), "nowhere")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Cannot read stream nowhere");
    }

    private static void put(TestStream stream, int from, int to) {
        for (int i = from; i <= to; i++) {
            stream.put(answer("a-" + i, Instant.now(), "s", "model", "null", "[]"));
        }
    }

    private static String answer(
            String eventId, Instant time, String session, String servedBy, String reason, String items) {
        return "{\"event_id\":\"%s\",\"event_time\":\"%s\",\"session_id\":\"%s\",\"browse_history\":[{\"event_id\":\"inner\"}],"
                        .formatted(eventId, time, session)
                + "\"recommended_items\":%s,\"similar_items\":[],\"served_by\":\"%s\",\"reason\":%s}"
                        .formatted(items, servedBy, reason);
    }
}
