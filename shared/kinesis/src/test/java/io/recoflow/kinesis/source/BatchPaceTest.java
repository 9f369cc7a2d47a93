package io.recoflow.kinesis.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recoflow.kinesis.DrainSignal;
import java.time.Duration;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.junit.jupiter.api.Test;

/** When micro-batches begin, on the fake. */
final class BatchPaceTest {

    /** The first query of a virtual machine takes its time. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void noBatchBeginsOnceTheSignalIsGivenAndTheNextRunGoesOn() throws Exception {
        try (FakeStream stream = FakeStream.start(2);
                DrainSignal signal = DrainSignal.open();
                SourceQuery query = new SourceQuery(stream)
                        .with("startingPosition", "TRIM_HORIZON")
                        .with("drainSignal", signal.name())) {
            StreamingQuery first = query.start();
            stream.put(0, 10);
            await().atMost(LIMIT).until(() -> query.collected().numbers().size() == 10);

            signal.give();
            stream.put(10, 20);

            first.processAllAvailable();
            assertThat(query.collected().numbers()).hasSize(10);
            first.stop();
            query.with("drainSignal", "another").start();
            await().atMost(LIMIT).until(() -> query.collected().numbers().size() == 20);
            assertThat(query.collected().numbers()).doesNotHaveDuplicates();
        }
    }

    @Test
    void aBatchWaitsForBytesOrForItsTime() throws Exception {
        Duration delay = Duration.ofSeconds(8);
        try (FakeStream stream = FakeStream.start(1);
                SourceQuery query = new SourceQuery(stream)
                        .with("startingPosition", "TRIM_HORIZON")
                        .with("minBytesPerTrigger", "1m")
                        .with("maxTriggerDelay", delay.toMillis() + "ms")) {
            query.start();
            for (int number = 0; number < 100; number += 10) {
                stream.put(number, number + 10);
                await().during(Duration.ofMillis(50))
                        .until(() -> query.collected().numbers().isEmpty());
            }

            await().atMost(LIMIT).until(() -> query.collected().numbers().size() == 100);
            // The first batch of a query may be empty.
            assertThat(query.collected().batches().values())
                    .filteredOn(rows -> !rows.isEmpty())
                    .hasSize(1);
        }
    }

    @Test
    void aBatchThatHasItsBytesDoesNotWait() throws Exception {
        try (FakeStream stream = FakeStream.start(1);
                SourceQuery query = new SourceQuery(stream)
                        .with("startingPosition", "TRIM_HORIZON")
                        .with("minBytesPerTrigger", "100")
                        .with("maxTriggerDelay", "1h")) {
            query.start();

            stream.put(0, 500);

            await().atMost(LIMIT).until(() -> !query.collected().numbers().isEmpty());
        }
    }
}
