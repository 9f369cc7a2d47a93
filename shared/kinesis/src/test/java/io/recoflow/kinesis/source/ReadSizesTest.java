package io.recoflow.kinesis.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recoflow.kinesis.fake.Conditions;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.Test;

/** What a query takes of a slow link and of the driver's memory. */
final class ReadSizesTest {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    @Test
    void aSlowLinkCarriesSmallerPages() throws Exception {
        FakeStream stream = FakeStream.start(1);
        // A page of 10,000 records takes 2 s, and is given up after half a second.
        stream.kinesis().under(Conditions.IDEAL.overALink(1_000_000, Duration.ofMillis(500)));
        byte[] data = new byte[200];
        for (int number = 0; number < 12_000; number++) {
            stream.kinesis().put(TestStream.key(number), data);
        }
        try (SourceQuery query = new SourceQuery(stream).with("startingPosition", "TRIM_HORIZON")) {
            long begin = System.nanoTime();
            query.drain();
            System.out.printf("ReadSizesTest: 2.4 MB over 1 MB/s in %.1f s%n", (System.nanoTime() - begin) / 1e9);

            assertThat(query.collected().rows()).hasSize(12_000);
        }
    }

    @Test
    void theBufferHoldsNoMoreThanItsBytes() throws Exception {
        int shards = 20;
        FakeStream stream = FakeStream.start(shards);
        byte[] data = new byte[50_000];
        for (int number = 0; number < 2_000; number++) {
            stream.kinesis().put("key" + number, data);
        }
        try (SourceQuery query =
                new SourceQuery(stream).with("startingPosition", "TRIM_HORIZON").with("bufferBytes", "8m")) {
            VoidFunction2<Dataset<Row>, Long> slow = (batch, id) -> {
                batch.count();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
            };
            StreamingQuery running = query.start(Trigger.ProcessingTime(0), slow);
            await().atMost(LIMIT).until(() -> {
                query.assertRuns();
                return rows(running) >= 2_000;
            });

            assertThat(Arrays.stream(running.recentProgress())
                            .mapToLong(batch -> batch.numInputRows())
                            .max()
                            .orElse(0))
                    .as("records of %d bytes in a batch", data.length)
                    .isLessThanOrEqualTo((8L << 20) / data.length);
        }
    }

    private static long rows(StreamingQuery running) {
        return Arrays.stream(running.recentProgress())
                .mapToLong(batch -> batch.numInputRows())
                .sum();
    }
}
