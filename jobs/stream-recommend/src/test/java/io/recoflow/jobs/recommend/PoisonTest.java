package io.recoflow.jobs.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.local.activity.ActivitySimulator;
import io.recoflow.local.activity.SentRecords;
import io.recoflow.local.activity.SimulatedTraffic;
import io.recoflow.local.kinesis.client.StreamLocation;
import io.recoflow.local.malformed.MalformedEvent;
import io.recoflow.local.malformed.MalformedEvents;
import io.recoflow.local.platformclient.PlatformClient;
import io.recoflow.local.platformclient.PlatformClientSettings;
import io.recoflow.local.shop.SampleShop;
import io.recoflow.serving.ServingFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad records among good ones: none, some, half of all. */
final class PoisonTest {

    private static final long SEED = Long.getLong("seed", new Random().nextInt(1_000_000));
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int RATE = 150;
    private static final int RECORDS = 900;

    /** Of a machine that runs a build besides; what an idle one does stands in the benchmarks. */
    private static final Duration SLOWEST = Duration.ofSeconds(5);

    private final ServingFixture shop;
    private final ArchivedTables archived;

    PoisonTest(@TempDir Path folder) {
        this.shop = new ServingFixture(TestSession.session(), folder);
        this.archived = new ArchivedTables(shop.lake());
    }

    @Test
    void badRecordsAreKeptByReasonAndGoodOnesAnsweredInTime() throws Exception {
        System.out.println("PoisonTest: -Dseed=" + SEED);
        shop.withPopularProducts();
        long sent = 0;
        long good = 0;
        long dropped = 0;
        try (ActivityStreams streams = ActivityStreams.start();
                RunningJob job = RunningJob.start(streams, shop);
                PlatformClient platform = PlatformClient.open(
                        StreamLocation.local(streams.endpoint(), ActivityStreams.RECOMMENDATIONS),
                        PlatformClientSettings.DEFAULT.from(PlatformClientSettings.StartingPosition.TRIM_HORIZON))) {
            // The first answers of a process take longer.
            streams.put("{\"session_id\":\"warm-up\"}");
            Awaitility.await().atMost(LIMIT).until(() -> streams.published().size() == 1);
            for (double share : new double[] {0, 0.01, 0.5}) {
                platform.reset();
                SimulatedTraffic traffic =
                        new SimulatedTraffic(RATE, 20, 0.1, share, 0.02, SEED + (long) (share * 100));
                try (ActivitySimulator simulator = ActivitySimulator.start(
                        StreamLocation.local(streams.endpoint(), ActivityStreams.ACTIVITY),
                        SampleShop.ofCustomers(20),
                        traffic,
                        RECORDS)) {
                    assertThat(simulator.awaitEnd(LIMIT)).isTrue();
                    assertThat(platform.awaitAnswered(simulator.eventIds(), LIMIT))
                            .as(job.said())
                            .isTrue();
                    SentRecords records = simulator.sent();
                    sent += records.total();
                    good += records.activity();
                    dropped += records.otherTypes();
                    var latency = platform.statistics().latency();
                    System.out.printf(
                            "PoisonTest: %.0f %% bad, p50 %d ms, p99 %d ms%n",
                            share * 100, latency.p50() / 1_000, latency.p99() / 1_000);
                    assertThat(Duration.ofNanos(latency.p99() * 1_000)).isLessThan(SLOWEST);
                }
            }
            Map<String, Long> corpus = MalformedEvents.all().stream()
                    .collect(Collectors.groupingBy(MalformedEvent::reason, Collectors.counting()));
            for (MalformedEvent event : MalformedEvents.all()) {
                streams.put(java.util.List.of(event.data()));
            }
            long all = sent + MalformedEvents.all().size() + 1;
            long answered = good + 1;
            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() -> archived.counted() == all && archived.recommendations() == answered);

            assertThat(archived.counts())
                    .isEqualTo(
                            Map.of("recommended", answered, "dropped", dropped, "rejected", all - answered - dropped));
            assertThat(archived.recommendations() + archived.rows("activity_rejected") + dropped)
                    .isEqualTo(all);
            assertThat(reasonsOf(MalformedEvents.all())).isEqualTo(corpus);
        }
    }

    /** How many of the records are stored under the reason that they were made for. */
    private Map<String, Long> reasonsOf(java.util.List<MalformedEvent> events) {
        Map<String, String> expected = events.stream()
                .collect(Collectors.toMap(
                        event -> java.util.HexFormat.of().formatHex(event.data()), MalformedEvent::reason));
        return archived.table("activity_rejected").select("data", "reason").distinct().collectAsList().stream()
                .filter(row -> row.getString(1)
                        .equals(expected.get(java.util.HexFormat.of().formatHex(row.<byte[]>getAs(0)))))
                .map(row -> row.getString(1))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
