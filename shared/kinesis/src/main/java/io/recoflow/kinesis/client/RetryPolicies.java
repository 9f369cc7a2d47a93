package io.recoflow.kinesis.client;

import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyBuilder;
import java.time.Duration;

/** How calls that fail are tried again. */
public final class RetryPolicies {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final double JITTER = 0.5;

    private RetryPolicies() {}

    /**
     * Tries again what {@link KinesisException#isRetriable} says may succeed later, with growing pauses and jitter.
     *
     * @param limit from the first attempt on; zero for one attempt only
     */
    public static <T> RetryPolicyBuilder<T> within(Duration limit) {
        RetryPolicyBuilder<T> policy = RetryPolicy.<T>builder()
                .handleIf((Throwable failure) -> failure instanceof KinesisException kinesis && kinesis.isRetriable());
        if (limit.isZero()) {
            return policy.withMaxRetries(0);
        }
        // Failsafe refuses a first pause that is not shorter than the limit.
        Duration half = limit.dividedBy(2);
        return policy.withBackoff(half.compareTo(FIRST_PAUSE) < 0 ? half : FIRST_PAUSE, LONGEST_PAUSE)
                .withJitter(JITTER)
                .withMaxRetries(-1)
                .withMaxDuration(limit);
    }
}
