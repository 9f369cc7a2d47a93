package io.recoflow.kinesis.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.kinesis.fake.Conditions;
import io.recoflow.kinesis.fake.Faults;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.Test;

/**
 * A query that is killed again and again, while records arrive and shards are split and merged. {@code -Dkills=200
 * -Drecords=100000} is the long form.
 */
final class RandomKillsTest {

    private static final int KILLS = Integer.getInteger("kills", 12);
    private static final int RECORDS = Integer.getInteger("records", 20_000);
    private static final long SEED = Long.getLong("seed", new Random().nextLong());

    /** A batch fails before it is stored, or after; or the query is stopped, or Kinesis fails for good. */
    private enum Kill {
        BEFORE_THE_SINK,
        AFTER_THE_SINK,
        STOP,
        KINESIS
    }

    @Test
    void losesAndRepeatsNothing() throws Exception {
        System.out.printf("RandomKillsTest: %d kills, %d records, -Dseed=%d%n", KILLS, RECORDS, SEED);
        Random random = new Random(SEED);
        FakeStream stream = FakeStream.start(2);
        stream.kinesis().under(Conditions.LIKE_AWS);
        // Longer than any query stands; in the long form, most of what is read expires.
        stream.kinesis().retaining(Duration.ofMinutes(10));
        try (SourceQuery query = new SourceQuery(stream)
                .with("startingPosition", "TRIM_HORIZON")
                .with("pollInterval", "210ms")
                .with("retryTimeout", "10s")) {
            Random producing = new Random(random.nextLong());
            Random killing = new Random(random.nextLong());
            CompletableFuture<Void> producer = CompletableFuture.runAsync(() -> produce(stream, producing));
            for (int kill = 0; kill < KILLS; kill++) {
                killOnce(query, stream, killing);
            }
            producer.get(10, TimeUnit.MINUTES);
            query.drain();

            List<Integer> numbers = query.collected().numbers();
            assertThat(numbers).as("count, %d kills, seed %d", KILLS, SEED).hasSize(RECORDS);
            assertThat(new HashSet<>(numbers)).as("distinct, seed %d", SEED).hasSize(RECORDS);
            System.out.printf(
                    "RandomKillsTest: %d records, %d distinct, %d batches, %d open shards%n",
                    numbers.size(),
                    new HashSet<>(numbers).size(),
                    query.collected().batches().size(),
                    stream.openShards().size());
        }
    }

    private static void killOnce(SourceQuery query, FakeStream stream, Random random) throws Exception {
        Kill kill = Kill.values()[random.nextInt(Kill.values().length)];
        Instant time = Instant.now().plusMillis(random.nextInt(1_500));
        StreamingQuery running = query.start(Trigger.ProcessingTime(0), (batch, id) -> {
            if (kill == Kill.BEFORE_THE_SINK && Instant.now().isAfter(time)) {
                throw new IllegalStateException("Killed before the sink");
            }
            query.collected().write(batch, id);
            if (kill == Kill.AFTER_THE_SINK && Instant.now().isAfter(time)) {
                throw new IllegalStateException("Killed after the sink");
            }
        });
        try {
            running.awaitTermination(
                    Math.max(1, Duration.between(Instant.now(), time).toMillis()));
            switch (kill) {
                case STOP -> running.stop();
                case KINESIS -> stream.kinesis().failing(Faults.random(random.nextLong(), 1));
                case BEFORE_THE_SINK, AFTER_THE_SINK -> {}
            }
            // Where no further batch comes, there is nothing to be killed at.
            running.awaitTermination(kill == Kill.KINESIS ? 20_000 : 5_000);
        } catch (StreamingQueryException e) {
            // What was asked for.
        } finally {
            running.stop();
            stream.kinesis().failing(Faults.randomWithOutages(random.nextLong(), 0.05));
        }
    }

    private static void produce(FakeStream stream, Random random) {
        int chunk = Math.max(1, RECORDS / 200);
        int reshardEvery = 20;
        for (int from = 0, part = 0; from < RECORDS; from += chunk, part++) {
            stream.put(IntStream.range(from, Math.min(from + chunk, RECORDS))
                    .boxed()
                    .toList());
            if (part % reshardEvery == reshardEvery - 1) {
                List<String> open = stream.openShards();
                int chosen = random.nextInt(open.size() - 1);
                if (open.size() < 3 || random.nextBoolean()) {
                    stream.split(open.get(chosen));
                } else {
                    stream.merge(open.get(chosen), open.get(chosen + 1));
                }
            }
            // Spreads the records over the kills.
            java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(8L * KILLS));
        }
    }
}
