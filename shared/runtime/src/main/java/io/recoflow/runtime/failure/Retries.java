package io.recoflow.runtime.failure;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** Retries with exponential backoff and jitter, within a time limit. */
public final class Retries {

    private static final Duration FIRST_DELAY = Duration.ofMillis(500);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);
    private static final double JITTER = 0.25;

    private Retries() {}

    /**
     * Does the work, again after each temporary failure until the limit has passed since the first attempt began. Waits
     * 500 ms before the first retry, twice as long before each further one up to 30 s, all give or take a quarter and
     * cut at the limit. A running attempt is not interrupted.
     *
     * @param limit zero or more; zero means one attempt
     * @param temporary whether a failure may pass by itself; others are thrown at once
     * @param beforeRetry told the number of attempts so far and the last failure, before the wait
     * @return what the work returned
     * @throws Exception the last failure, as the work threw it; {@link InterruptedException} where the wait was
     *     interrupted
     */
    public static <T> T within(
            Duration limit,
            Predicate<Throwable> temporary,
            BiConsumer<Integer, Throwable> beforeRetry,
            Callable<T> work)
            throws Exception {
        return within(limit, FIRST_DELAY, temporary, beforeRetry, work);
    }

    static <T> T within(
            Duration limit,
            Duration firstDelay,
            Predicate<Throwable> temporary,
            BiConsumer<Integer, Throwable> beforeRetry,
            Callable<T> work)
            throws Exception {
        if (limit.isZero() || limit.isNegative()) {
            return work.call();
        }
        Duration delay = firstDelay.compareTo(limit) < 0 ? firstDelay : limit.dividedBy(2);
        RetryPolicy<T> policy = RetryPolicy.<T>builder()
                .handleIf((Throwable failure) -> temporary.test(failure))
                .withBackoff(delay, LONGEST_DELAY)
                .withJitter(JITTER)
                .withMaxRetries(-1)
                .withMaxDuration(limit)
                .onRetryScheduled(event -> beforeRetry.accept(event.getAttemptCount(), event.getLastException()))
                .build();
        try {
            return Failsafe.with(policy).get(work::call);
        } catch (FailsafeException e) {
            // Failsafe wraps checked exceptions, and only those.
            throw e.getCause() instanceof Exception checked ? checked : e;
        }
    }
}
