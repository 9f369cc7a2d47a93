package io.recoflow.kinesis.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.client.KinesisException.Kind;
import io.recoflow.kinesis.client.OutgoingRecord;
import io.recoflow.kinesis.client.PutOutcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A link that carries less within callTimeout than a request may have. */
@Timeout(60)
class SlowLinkTest {

    private static final Duration CALL_TIMEOUT = Duration.ofMillis(400);
    private static final int SLOW_BYTES_A_MILLI = 2_000;
    private static final int RECORD_BYTES = 40_000;
    private static final int RECORDS = 500;
    private static final int ROUNDS = 4;

    private final ScriptedStream stream = new ScriptedStream();

    @Test
    void requestsShrinkUntilTheyAreAnsweredAndGrowAgain() {
        stream.always(SlowLinkTest::carriedSlowly);
        try (RecordPublisher publisher = new RecordPublisher(stream, Settings.callingFor(CALL_TIMEOUT), null)) {
            add(publisher);
            publisher.flush();
            assertThat(stream.storedKeys()).hasSize(RECORDS);
            assertThat(largest(stream.requests())).isGreaterThan(5L << 20);
            int slow = stream.requests().size();

            stream.always(ScriptedStream.storing());
            // How soon it grows hangs on how many requests are under way before one is answered.
            for (int round = 0; round < ROUNDS; round++) {
                add(publisher);
            }
            publisher.flush();

            List<List<OutgoingRecord>> requests = stream.requests();
            assertThat(stream.storedKeys()).hasSize((1 + ROUNDS) * RECORDS);
            assertThat(largest(requests.subList(slow, slow + 1))).isLessThan(1L << 20);
            assertThat(largest(requests.subList(slow, requests.size()))).isGreaterThan(5L << 20);
        }
    }

    private static void add(RecordPublisher publisher) {
        for (int i = 0; i < RECORDS; i++) {
            publisher.add("k" + i, new byte[RECORD_BYTES]);
        }
    }

    private static CompletableFuture<List<PutOutcome>> carriedSlowly(List<OutgoingRecord> request) {
        long millis = bytes(request) / SLOW_BYTES_A_MILLI;
        boolean isLate = millis > CALL_TIMEOUT.toMillis();
        return CompletableFuture.supplyAsync(
                () -> {
                    if (isLate) {
                        throw new KinesisException(Kind.TIMEOUT, "The test answers nobody. Send less");
                    }
                    return request.stream().map(record -> Outcomes.stored()).toList();
                },
                CompletableFuture.delayedExecutor(isLate ? CALL_TIMEOUT.toMillis() : millis, TimeUnit.MILLISECONDS));
    }

    private static long bytes(List<OutgoingRecord> request) {
        return request.stream().mapToLong(OutgoingRecord::size).sum();
    }

    private static long largest(List<List<OutgoingRecord>> requests) {
        return requests.stream().mapToLong(SlowLinkTest::bytes).max().orElse(0);
    }
}
