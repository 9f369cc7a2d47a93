package io.recoflow.kinesis.sink;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.function.CheckedSupplier;
import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.client.KinesisException.Kind;
import io.recoflow.kinesis.client.KinesisStreamClient;
import io.recoflow.kinesis.client.OutgoingRecord;
import io.recoflow.kinesis.client.PutOutcome;
import io.recoflow.kinesis.client.RetryPolicies;
import io.recoflow.kinesis.config.SinkSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Makes single requests, and tries again for {@code retryTimeout}, with growing pauses and jitter, what may pass. Safe for
 * concurrent callers.
 */
final class RequestSender {

    /**
     * What an answer says.
     *
     * @param stored in their order
     * @param refused what may be stored later, in their order
     * @param refusal why the first of them was refused; null where none was
     */
    record Answer(
            List<OutgoingRecord> stored,
            List<OutgoingRecord> refused,
            @Nullable KinesisException refusal) {}

    private final KinesisStreamClient client;
    private final RequestLimit limit;
    private final PutFailures failures;
    private final boolean triesAgain;
    private final FailsafeExecutor<Object> retries;

    /** @param timer where every request is made */
    RequestSender(
            KinesisStreamClient client, SinkSettings settings, RequestLimit limit, ScheduledExecutorService timer) {
        this.client = client;
        this.limit = limit;
        this.triesAgain = !settings.retryTimeout().isZero();
        this.failures = new PutFailures(settings);
        this.retries = Failsafe.with(
                        RetryPolicies.within(settings.retryTimeout()).build())
                .with(timer);
    }

    /**
     * Attempts until one succeeds, or fails for good.
     *
     * @return nothing when one succeeded, or why it is given up; fails never
     */
    CompletableFuture<Optional<KinesisException>> retrying(CheckedSupplier<CompletionStage<Void>> attempt) {
        return retries.getStageAsync(attempt)
                .handle((done, failure) -> Optional.ofNullable(failure).map(failures::ofBatch));
    }

    /**
     * Makes a request once.
     *
     * @return the answer; a failure where there is none, or a record that is not stored never will be
     */
    CompletableFuture<Answer> send(List<OutgoingRecord> request) {
        long size = request.stream().mapToLong(OutgoingRecord::size).sum();
        long begin = System.nanoTime();
        return client.putRecords(request)
                .whenComplete((outcomes, failure) -> {
                    if (failure == null) {
                        limit.answered(size, System.nanoTime() - begin);
                    } else if (isTooMuch(failure)) {
                        limit.tooMuch(size);
                    }
                })
                .thenApply(outcomes -> answer(request, outcomes));
    }

    private static boolean isTooMuch(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof KinesisException kinesis
                && (kinesis.kind() == Kind.TIMEOUT || kinesis.kind() == Kind.TOO_LARGE);
    }

    private Answer answer(List<OutgoingRecord> request, List<PutOutcome> outcomes) {
        List<OutgoingRecord> stored = new ArrayList<>();
        List<OutgoingRecord> refused = new ArrayList<>();
        KinesisException refusal = null;
        for (int i = 0; i < request.size(); i++) {
            PutOutcome outcome = outcomes.get(i);
            if (outcome.isStored()) {
                stored.add(request.get(i));
                continue;
            }
            KinesisException failure = failures.ofRecord(outcome);
            if (!triesAgain || !failure.isRetriable()) {
                throw failure;
            }
            refused.add(request.get(i));
            refusal = refusal == null ? failure : refusal;
        }
        return new Answer(stored, refused, refusal);
    }
}
