package io.recoflow.streaming.query;

import com.fasterxml.jackson.core.JacksonException;
import io.recoflow.runtime.failure.Causes;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.streaming.broker.Broker;
import io.recoflow.streaming.broker.BrokerFailure;
import io.recoflow.streaming.broker.BrokerFailure.Kind;
import java.io.IOException;
import java.io.ObjectStreamException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.streaming.StreamingQueryException;

/**
 * What it means that a query failed: its cause as the job tells it, with the exit code. What nobody knows is a bug.
 *
 * @param brokers that the query has to do with
 */
record QueryFailures(List<Broker> brokers) {

    private static final String GOES_ON = ", then start the job again: it goes on where it was";

    /** @param query its name */
    JobException of(String query, Throwable failure) {
        return JobException.in(failure).orElseGet(() -> found("The query " + query + " ended", failure));
    }

    /** Whether records expired before they were read. */
    boolean isDataLoss(Throwable failure) {
        return refusal(failure).filter(found -> found.kind() == Kind.DATA_LOSS).isPresent();
    }

    private Optional<BrokerFailure> refusal(Throwable failure) {
        return brokers.stream()
                .flatMap(broker -> broker.failure(failure).stream())
                .findFirst();
    }

    private JobException found(String problem, Throwable failure) {
        Optional<BrokerFailure> refusal = refusal(failure);
        if (refusal.isPresent()) {
            boolean lost = refusal.get().kind() == Kind.DATA_LOSS;
            return new JobException(
                    lost ? ExitCode.CONTRACT_VIOLATED : ExitCode.UNAVAILABLE,
                    problem,
                    refusal.get().message(),
                    lost
                            ? "Start the job with --fail-on-data-loss false to go on behind them"
                            : refusal.get().fix() + GOES_ON,
                    failure);
        }
        Optional<Throwable> storage =
                Causes.of(failure).stream().filter(QueryFailures::isOfStorage).findFirst();
        if (storage.isPresent()) {
            return new JobException(
                    ExitCode.STORAGE_FAILED,
                    problem,
                    String.valueOf(storage.get().getMessage()),
                    "Check the space, the rights and the address of --checkpoints and --lake" + GOES_ON,
                    failure);
        }
        Throwable cause =
                failure instanceof StreamingQueryException && failure.getCause() != null ? failure.getCause() : failure;
        return new JobException(
                ExitCode.BUG,
                problem,
                cause.getClass().getName() + ": " + cause.getMessage(),
                "This is a bug: report it with what --verbose shows. Started again, the job goes on where it was",
                failure);
    }

    /** What cannot be serialized, decoded or parsed is an {@link IOException} by its class only. */
    private static boolean isOfStorage(Throwable link) {
        return link instanceof IOException
                        && !(link instanceof ObjectStreamException)
                        && !(link instanceof CharacterCodingException)
                        && !(link instanceof JacksonException)
                || isFullDisk(link);
    }

    /** As a task's failure on the way to the driver, which is text. */
    private static boolean isFullDisk(Throwable failure) {
        return String.valueOf(failure.getMessage()).contains("No space left on device");
    }
}
