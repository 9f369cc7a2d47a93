package io.recoflow.jobs.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.serving.ServingFixture;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full, or may not be written to, while the job runs. */
final class UnwritableDiskTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ServingFixture shop;
    private final ArchivedTables archived;

    UnwritableDiskTest(@TempDir Path folder) {
        this.shop = new ServingFixture(TestSession.session(), folder);
        this.archived = new ArchivedTables(shop.lake());
    }

    @Test
    void whenTheLakesDiskIsFullShoppersAreAnsweredAndAllIsStoredOnceThereIsSpace() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(Path.of(URI.create(shop.lake())), "16m");
                ActivityStreams streams = ActivityStreams.start()) {
            shop.withPopularProducts();
            try (RunningJob job = RunningJob.start(streams, shop)) {
                streams.put(ActivityStreams.events(0, 10));
                Awaitility.await().atMost(LIMIT).until(() -> archived.recommendations() == 10);

                disk.fill();
                streams.put(ActivityStreams.events(10, 30));
                Awaitility.await().atMost(LIMIT).until(() -> job.said().contains("It is started again in"));
                assertThat(job.said()).contains("No space left on device");
                Awaitility.await().atMost(LIMIT).until(() -> streams.published().size() == 30);

                disk.free();
                Awaitility.await().atMost(LIMIT).until(() -> archived.recommendations() == 30);
                Awaitility.await().atMost(LIMIT).until(() -> archived.counted() == 30);
                archived.assertDistinct(30);
            }
        }
    }

    @Test
    void whenTheCheckpointsDiskIsFullTheJobEndsWithOneLineAndTheNextRunGoesOn() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(Path.of(URI.create(shop.folder("checkpoints"))), "8m");
                ActivityStreams streams = ActivityStreams.start()) {
            shop.withPopularProducts();
            RunningJob job = RunningJob.start(streams, shop);
            streams.put(ActivityStreams.events(0, 10));
            Awaitility.await().atMost(LIMIT).until(() -> archived.recommendations() == 10);
            disk.fill();
            streams.put(ActivityStreams.events(10, 30));

            assertEndsWithOneLine(job, "No space left on device");
            disk.free();
            assertTheNextRunStores(streams, 30);
        }
    }

    @Test
    void checkpointsThatMayNotBeWrittenEndTheJobWithOneLineAndTheNextRunGoesOn() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(Path.of(URI.create(shop.folder("checkpoints"))), "8m");
                ActivityStreams streams = ActivityStreams.start()) {
            shop.withPopularProducts();
            disk.forbidWriting();
            RunningJob job = RunningJob.start(streams, shop);
            streams.put(ActivityStreams.events(0, 10));

            assertEndsWithOneLine(job, "Read-only file system");
            disk.allowWriting();
            assertTheNextRunStores(streams, 10);
        }
    }

    private static void assertEndsWithOneLine(RunningJob job, String cause) throws Exception {
        assertThat(job.exitCode()).as(job.said()).isEqualTo(6);
        assertThat(job.said().lines().filter(line -> line.startsWith("stream-recommend: ")))
                .as(job.said())
                .singleElement()
                .asString()
                .contains(cause);
    }

    private void assertTheNextRunStores(ActivityStreams streams, int events) throws Exception {
        try (RunningJob next = RunningJob.start(streams, shop)) {
            Awaitility.await()
                    .atMost(LIMIT)
                    .failFast("The job ended", () -> next.said().contains("stream-recommend: "))
                    .until(() -> archived.recommendations() == events && archived.counted() == events);
        }
        archived.assertDistinct(events);
    }
}
