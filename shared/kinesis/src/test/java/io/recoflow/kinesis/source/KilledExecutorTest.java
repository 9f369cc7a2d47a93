package io.recoflow.kinesis.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recoflow.kinesis.KinesisPlugin;
import io.recoflow.local.kinesis.Kinesalite;
import io.recoflow.local.process.TemporaryDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Executors of their own processes that read ahead from kinesalite, one of which is ended with {@code kill -9}. */
final class KilledExecutorTest {

    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final Pattern RECORDS_READ = Pattern.compile("recordsRead (\\d+)");

    @Test
    void losesAndRepeatsNothingAndRepeatsABatchWithTheSameRecords() throws Exception {
        try (Kinesalite kinesalite = Kinesalite.start();
                TestStream stream = EmulatedStream.create(kinesalite.endpoint(), 4);
                TemporaryDirectory directory = TemporaryDirectory.create("recoflow-executors-")) {
            DriverProcess drivers = new DriverProcess(stream, directory.path())
                    .with("spark.master", "local-cluster[2,1,1024]")
                    .with("spark.plugins", KinesisPlugin.class.getName())
                    .with("spark.executor.memory", "1g")
                    .with("spark.executor.extraClassPath", DriverProcess.classPath())
                    .with(
                            "spark.executor.extraJavaOptions",
                            "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC " + String.join(" ", DriverProcess.sdkOptions()))
                    .withOption("executorTailShards", "1");
            stream.put(0, 500);
            Process driver = drivers.start("on");
            try {
                awaitStored(drivers, driver, 500);
                stream.split(stream.openShards().get(0));
                stream.put(500, 1_000);
                awaitStored(drivers, driver, 1_000);
                // The tasks found what the executors had read, but for shards that moved when the second one came.
                await().atMost(LIMIT)
                        .untilAsserted(() -> assertThat(recordsRead(drivers)).isBetween(1_000L, 1_500L));

                stream.put(1_000, 1_500);
                executors(driver).get(0).destroyForcibly();
                stream.put(1_500, 2_000);
                awaitStored(drivers, driver, 2_000);
                stream.put(2_000, 2_500);
                awaitStored(drivers, driver, 2_500);
                System.out.printf("KilledExecutorTest: 2500 records stored, %d read%n", recordsRead(drivers));
            } finally {
                List<ProcessHandle> executors = executors(driver);
                driver.destroyForcibly().waitFor();
                executors.forEach(ProcessHandle::destroyForcibly);
            }

            TreeMap<Long, List<String>> before = new TreeMap<>(drivers.batches());
            long last = before.lastKey();
            Files.delete(drivers.folder().resolve(last + ".txt"));
            deleteCommit(drivers.checkpoint(), last);
            stream.put(2_500, 3_000);
            assertThat(drivers.start("once").waitFor()).as("%s", drivers.log()).isZero();

            assertThat(drivers.batches().get(last))
                    .containsExactlyInAnyOrderElementsOf(Objects.requireNonNull(before.get(last)));
            assertThat(drivers.numbers()).hasSize(3_000);
            assertThat(new HashSet<>(drivers.numbers())).hasSize(3_000);
        }
    }

    private static void awaitStored(DriverProcess drivers, Process driver, int count) {
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(driver.isAlive()).as("%s", drivers.log()).isTrue();
            assertThat(drivers.numbers()).hasSizeGreaterThanOrEqualTo(count);
        });
    }

    /** The driver has started nothing else. */
    private static List<ProcessHandle> executors(Process driver) {
        return driver.children().toList();
    }

    /** From Kinesis, since the driver started. */
    private static long recordsRead(DriverProcess drivers) throws IOException {
        return RECORDS_READ
                .matcher(drivers.log())
                .results()
                .mapToLong(each -> Long.parseLong(each.group(1)))
                .reduce((earlier, later) -> later)
                .orElse(0);
    }

    private static void deleteCommit(Path checkpoint, long batch) throws IOException {
        Files.deleteIfExists(checkpoint.resolve("commits/" + batch));
        Files.deleteIfExists(checkpoint.resolve("commits/." + batch + ".crc"));
    }
}
