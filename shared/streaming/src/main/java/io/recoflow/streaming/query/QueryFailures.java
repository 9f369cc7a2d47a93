package io.recoflow.streaming.query;

import io.recoflow.kinesis.client.KinesisException.Kind;
import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.spark.sql.streaming.StreamingQueryException;

/** What it means that a query failed: its cause as the job tells it, with the exit code. */
public final class QueryFailures {

    private QueryFailures() {}

    /** @param query its name */
    public static JobException of(String query, Throwable failure) {
        return JobException.in(failure).orElseGet(() -> found(query, failure));
    }

    /** Whether the failure may pass by itself: storage or a service that does not answer. */
    public static boolean canPass(JobException failure) {
        return failure.exitCode() == ExitCode.STORAGE_FAILED || failure.exitCode() == ExitCode.UNAVAILABLE;
    }

    /** Whether records expired before they were read. */
    public static boolean isDataLoss(Throwable failure) {
        return isOf(Kind.DATA_LOSS, failure);
    }

    /** Whether there are shards that real-time mode would never read. */
    public static boolean isForWantOfSlots(Throwable failure) {
        return isOf(Kind.TOO_FEW_SLOTS, failure);
    }

    private static boolean isOf(Kind kind, Throwable failure) {
        for (Throwable link = failure; link != null; link = link.getCause()) {
            if (link instanceof KinesisException kinesis && kinesis.kind() == kind) {
                return true;
            }
        }
        return false;
    }

    private static JobException found(String query, Throwable failure) {
        String problem = "The query " + query + " ended";
        for (Throwable link = failure; link != null; link = link.getCause()) {
            if (link instanceof KinesisException kinesis) {
                return kinesis(problem, kinesis, failure);
            }
            if (link instanceof IOException || link instanceof UncheckedIOException || isFullDisk(link)) {
                return new JobException(
                        ExitCode.STORAGE_FAILED,
                        problem,
                        String.valueOf(link.getMessage()),
                        "Check the space, the rights and the address of --checkpoints and --lake, then start the job"
                                + " again: it goes on where it was",
                        failure);
            }
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

    private static JobException kinesis(String problem, KinesisException found, Throwable failure) {
        boolean lost = found.kind() == Kind.DATA_LOSS;
        return new JobException(
                lost ? ExitCode.CONTRACT_VIOLATED : ExitCode.UNAVAILABLE,
                problem,
                String.valueOf(found.getMessage()),
                lost
                        ? "Start the job with --fail-on-data-loss false to go on behind them"
                        : "Check the streams' names, region and permissions, then start the job again: it goes on where"
                                + " it was",
                failure);
    }

    /** As a task's failure on the way to the driver, which is text. */
    private static boolean isFullDisk(Throwable failure) {
        return String.valueOf(failure.getMessage()).contains("No space left on device");
    }
}
