package io.recoflow.kinesis.sink;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.client.KinesisStreamClient;
import io.recoflow.kinesis.client.OutgoingRecord;
import io.recoflow.kinesis.client.PutOutcome;
import io.recoflow.kinesis.client.RetryPolicies;
import io.recoflow.kinesis.config.SinkSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Sends a batch until all of it is stored, or cannot be: what may pass is tried again for {@code retryTimeout}, with
 * growing pauses and jitter, and only the records that are not stored yet. Safe for concurrent callers.
 */
final class BatchSender {

    private final KinesisStreamClient client;
    private final PutFailures failures;
    private final FailsafeExecutor<Object> retries;

    /** @param timer where every request is made */
    BatchSender(KinesisStreamClient client, SinkSettings settings, ScheduledExecutorService timer) {
        this.client = client;
        this.failures = new PutFailures(settings);
        this.retries = Failsafe.with(
                        RetryPolicies.within(settings.retryTimeout()).build())
                .with(timer);
    }

    /**
     * Sends a batch in the background.
     *
     * @return nothing when all is stored, or why some of it is not; fails never
     */
    CompletableFuture<Optional<KinesisException>> send(List<OutgoingRecord> batch) {
        return retries.getStageAsync(new Delivery(batch)::attempt)
                .handle((stored, failure) -> Optional.ofNullable(failure).map(failures::ofBatch));
    }

    /** A batch on its way. One attempt comes after the other. */
    private final class Delivery {

        private List<OutgoingRecord> left;

        Delivery(List<OutgoingRecord> batch) {
            this.left = batch;
        }

        CompletableFuture<Void> attempt() {
            return client.putRecords(left).thenAccept(this::keepFailed);
        }

        private void keepFailed(List<PutOutcome> outcomes) {
            List<OutgoingRecord> failed = new ArrayList<>();
            KinesisException failure = null;
            for (int i = 0; i < left.size(); i++) {
                PutOutcome outcome = outcomes.get(i);
                if (!outcome.isStored()) {
                    failed.add(left.get(i));
                    failure = worse(failure, outcome);
                }
            }
            left = failed;
            if (failure != null) {
                throw failure;
            }
        }

        /** One record that cannot be stored at all fails the batch. */
        private KinesisException worse(@Nullable KinesisException known, PutOutcome outcome) {
            return known == null || known.isRetriable() ? failures.ofRecord(outcome) : known;
        }
    }
}
