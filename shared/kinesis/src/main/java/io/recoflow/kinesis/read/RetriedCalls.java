package io.recoflow.kinesis.read;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.failsafe.function.CheckedSupplier;
import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.client.RetryPolicies;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries again what may succeed later, with growing pauses and jitter, within a time limit. */
final class RetriedCalls {

    private static final Logger LOG = LoggerFactory.getLogger(RetriedCalls.class);

    private final Duration limit;
    private final ReadMetrics metrics;

    RetriedCalls(Duration limit, ReadMetrics metrics) {
        this.limit = limit;
        this.metrics = metrics;
    }

    /**
     * What the call gives, at last.
     *
     * @throws KinesisException the last failure
     */
    <T> T call(CheckedSupplier<T> call) throws InterruptedException {
        RetryPolicy<T> policy = RetryPolicies.<T>within(limit)
                .onRetry(event -> {
                    metrics.retried();
                    LOG.info("Kinesis is asked again: {}", String.valueOf(event.getLastException()));
                })
                .build();
        try {
            return Failsafe.with(policy).get(call);
        } catch (FailsafeException e) {
            if (e.getCause() instanceof InterruptedException) {
                Thread.interrupted();
                throw new InterruptedException("Reading Kinesis was interrupted");
            }
            throw e;
        }
    }
}
