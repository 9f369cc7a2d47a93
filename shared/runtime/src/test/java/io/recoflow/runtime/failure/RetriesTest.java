package io.recoflow.runtime.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RetriesTest {

    private static final Duration TINY = Duration.ofMillis(1);
    private static final Duration AMPLE = Duration.ofSeconds(30);

    private final AtomicInteger attempts = new AtomicInteger();
    private final List<String> told = new ArrayList<>();

    @Test
    void aTemporaryFailureIsTriedAgainUntilItPasses() throws Exception {
        assertThat(within(AMPLE, failing(3))).isEqualTo("done");
        assertThat(attempts).hasValue(4);
        assertThat(told).containsExactly("1 busy 1", "2 busy 2", "3 busy 3");
    }

    @Test
    void withoutTimeForARetryTheSameWorkFails() {
        assertThatThrownBy(() -> within(Duration.ZERO, failing(3)))
                .isInstanceOf(IOException.class)
                .hasMessage("busy 1");
    }

    @Test
    void anotherFailureIsThrownAtOnceAsItWas() {
        assertThatThrownBy(() -> within(AMPLE, () -> {
                    attempts.incrementAndGet();
                    throw new IllegalStateException("broken");
                }))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("broken");
        assertThat(attempts).hasValue(1);
        assertThat(told).isEmpty();
    }

    @Test
    void theLastFailureIsThrownWhenTheTimeIsUp() {
        long before = System.nanoTime();

        assertThatThrownBy(() -> within(Duration.ofMillis(500), failing(Integer.MAX_VALUE)))
                .isExactlyInstanceOf(IOException.class)
                .satisfies(failure -> assertThat(failure).hasMessage("busy " + attempts.get()));

        assertThat(attempts.get()).isGreaterThan(1);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isBetween(Duration.ofMillis(400), AMPLE);
    }

    @Test
    void aLimitShorterThanTheFirstDelayStillAllowsARetry() throws Exception {
        assertThat(Retries.within(Duration.ofMillis(100), IOException.class::isInstance, (n, e) -> {}, failing(1)))
                .isEqualTo("done");
    }

    @Test
    void theFirstDelayIsAboutHalfASecond() throws Exception {
        long before = System.nanoTime();

        Retries.within(AMPLE, IOException.class::isInstance, (n, e) -> {}, failing(1));

        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isBetween(Duration.ofMillis(375), Duration.ofMillis(3_000));
    }

    @Test
    void anInterruptEndsTheWait() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> within(AMPLE, failing(1))).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private String within(Duration limit, Callable<String> work) throws Exception {
        return Retries.within(
                limit,
                TINY,
                IOException.class::isInstance,
                (attempt, failure) -> told.add(attempt + " " + failure.getMessage()),
                work);
    }

    private Callable<String> failing(int times) {
        return () -> {
            int attempt = attempts.incrementAndGet();
            if (attempt <= times) {
                throw new IOException("busy " + attempt);
            }
            return "done";
        };
    }
}
