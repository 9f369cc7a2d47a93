package io.recoflow.kinesis.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.client.KinesisException.Kind;
import io.recoflow.kinesis.client.OutgoingRecord;
import io.recoflow.kinesis.client.PutOutcome;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever goes wrong by chance, no record is lost. */
@Timeout(60)
class RandomOutcomesTest {

    private static final int RECORDS = 10_000;
    private static final int LONGEST_RECORD = 2_000;
    private static final double LOST_RECORDS = 0.05;
    private static final double FAILED_REQUESTS = 0.1;
    private static final int LONGEST_ANSWER_MILLIS = 10;

    private final ScriptedStream stream = new ScriptedStream();

    @Test
    void everyRecordIsStoredAtLeastOnce() {
        long seed = Long.getLong("recoflow.seed", new SecureRandom().nextInt(Integer.MAX_VALUE));
        System.out.println("Seed of sink outcomes: " + seed + " (replay with -Drecoflow.seed=" + seed + ")");
        Random records = new Random(seed);
        Random outcomes = new Random(seed);
        stream.always(request -> answer(outcomes, request));

        try (RecordPublisher publisher = new RecordPublisher(stream, Settings.lingering(Duration.ofMillis(1)), null)) {
            for (int i = 0; i < RECORDS; i++) {
                publisher.add(key(i), new byte[records.nextInt(LONGEST_RECORD)]);
                if (records.nextInt(2_000) == 0) {
                    publisher.flush();
                    assertThat(new HashSet<>(stream.storedKeys())).hasSize(i + 1);
                }
            }
            publisher.flush();
        }

        Set<String> sent =
                IntStream.range(0, RECORDS).mapToObj(RandomOutcomesTest::key).collect(Collectors.toSet());
        List<String> stored = stream.storedKeys();
        assertThat(new HashSet<>(stored)).isEqualTo(sent);
        System.out.println(RECORDS + " records in " + stream.requests().size() + " requests, "
                + (stored.size() - RECORDS) + " stored again");
        // Batches, and one request for all that was refused, since the shards of this stream cannot be listed.
        assertThat(stream.mostUnderWay()).isLessThanOrEqualTo(RecordPublisher.MAX_IN_FLIGHT + 1);
        assertThat(stream.requestSizes()).allMatch(size -> size >= 1 && size <= 500);
    }

    private static String key(int record) {
        return "k" + record;
    }

    /** Requests fail, some after they were carried out, and records of the others fail; all after a while. */
    private CompletableFuture<List<PutOutcome>> answer(Random random, List<OutgoingRecord> request) {
        Executor later =
                CompletableFuture.delayedExecutor(random.nextInt(LONGEST_ANSWER_MILLIS), TimeUnit.MILLISECONDS);
        if (random.nextDouble() < FAILED_REQUESTS) {
            if (random.nextBoolean()) {
                request.forEach(stream::store);
            }
            Kind kind = random.nextBoolean() ? Kind.THROTTLED : Kind.UNAVAILABLE;
            return CompletableFuture.supplyAsync(
                    () -> {
                        throw new KinesisException(kind, "The test says so");
                    },
                    later);
        }
        List<PutOutcome> outcomes = request.stream()
                .map(record -> random.nextDouble() < LOST_RECORDS ? Outcomes.throttled() : Outcomes.stored())
                .toList();
        return CompletableFuture.supplyAsync(() -> outcomes, later);
    }
}
