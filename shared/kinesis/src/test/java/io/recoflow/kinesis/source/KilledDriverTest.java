package io.recoflow.kinesis.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recoflow.local.kinesis.Kinesalite;
import io.recoflow.local.process.TemporaryDirectory;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A driver process that is ended with {@code kill -9} again and again, while records arrive at kinesalite and shards are
 * split and merged. {@code -Dkills=20 -Drecords=100000} is the long form.
 */
final class KilledDriverTest {

    private static final int KILLS = Integer.getInteger("kills", 2);
    private static final int RECORDS = Integer.getInteger("records", 5_000);
    private static final long SEED = Long.getLong("seed", new Random().nextLong());

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int MOST_MILLIS_ALIVE = 3_000;

    /** About how long a process takes from its start to its end. */
    private static final int SECONDS_A_KILL = 8;

    @Test
    void losesAndRepeatsNothing() throws Exception {
        System.out.printf("KilledDriverTest: %d kills, %d records, -Dseed=%d%n", KILLS, RECORDS, SEED);
        Random random = new Random(SEED);
        try (Kinesalite kinesalite = Kinesalite.start();
                TestStream stream = EmulatedStream.create(kinesalite.endpoint(), 2);
                TemporaryDirectory directory = TemporaryDirectory.create("recoflow-killed-")) {
            DriverProcess drivers = new DriverProcess(stream, directory.path());
            Files.createDirectories(drivers.folder());
            CompletableFuture<Void> producer = CompletableFuture.runAsync(() -> produce(stream));
            for (int kill = 0; kill < KILLS; kill++) {
                long before = drivers.batches().size();
                Process driver = drivers.start("on");
                await().atMost(LIMIT)
                        .until(() -> drivers.batches().size() > before || producer.isDone() || !driver.isAlive());
                boolean ended = driver.waitFor(random.nextInt(MOST_MILLIS_ALIVE), TimeUnit.MILLISECONDS);
                assertThat(ended)
                        .as("the driver ended by itself: %s", drivers.log())
                        .isFalse();
                driver.destroyForcibly().waitFor();
            }
            producer.get(LIMIT.toMinutes() * KILLS, TimeUnit.MINUTES);
            assertThat(drivers.start("once").waitFor()).as("%s", drivers.log()).isZero();

            List<String> numbers = drivers.numbers();
            System.out.printf(
                    "KilledDriverTest: %d records, %d distinct, %d batches, %d open shards%n",
                    numbers.size(),
                    new HashSet<>(numbers).size(),
                    drivers.batches().size(),
                    stream.openShards().size());
            assertThat(numbers).as("count, seed %d", SEED).hasSize(RECORDS);
            assertThat(new HashSet<>(numbers)).as("distinct, seed %d", SEED).hasSize(RECORDS);
        }
    }

    private static void produce(TestStream stream) {
        int parts = 10 * KILLS * SECONDS_A_KILL;
        for (int part = 0; part < parts; part++) {
            stream.put(IntStream.range(part * RECORDS / parts, (part + 1) * RECORDS / parts)
                    .boxed()
                    .toList());
            if (part == parts / 3) {
                stream.split(stream.openShards().get(0));
            } else if (part == parts * 2 / 3) {
                stream.merge(stream.openShards().get(1), stream.openShards().get(2));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }
}
