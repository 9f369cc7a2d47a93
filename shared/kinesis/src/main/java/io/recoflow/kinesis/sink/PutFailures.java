package io.recoflow.kinesis.sink;

import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.client.KinesisException.Kind;
import io.recoflow.kinesis.client.PutOutcome;
import io.recoflow.kinesis.config.SinkSettings;
import java.util.Map;

/** What is said when records are not stored, and which of it may pass. */
final class PutFailures {

    /**
     * Codes of records that may be stored later. The AWS API reference (PutRecordsResultEntry) names
     * ProvisionedThroughputExceededException and InternalFailure alone; the others are what the whole request can get.
     */
    private static final Map<String, Kind> PASSING = Map.of(
            "ProvisionedThroughputExceededException", Kind.THROTTLED,
            "ThrottlingException", Kind.THROTTLED,
            "LimitExceededException", Kind.THROTTLED,
            "KMSThrottlingException", Kind.THROTTLED,
            "InternalFailure", Kind.UNAVAILABLE,
            "InternalFailureException", Kind.UNAVAILABLE,
            "ServiceUnavailable", Kind.UNAVAILABLE);

    private final String stream;
    private final long retryMillis;

    PutFailures(SinkSettings settings) {
        this.stream = settings.client().stream();
        this.retryMillis = settings.retryTimeout().toMillis();
    }

    /** A record's failure: the code, what Kinesis says of it, and what to do. */
    KinesisException ofRecord(PutOutcome outcome) {
        Kind kind = PASSING.getOrDefault(String.valueOf(outcome.errorCode()), Kind.INVALID_REQUEST);
        String fix =
                switch (kind) {
                    case THROTTLED -> "Add shards, spread the partition keys or write less";
                    case UNAVAILABLE -> "Check the state of the service";
                    default -> "Check the stream, its encryption key and the rights of the job's role";
                };
        String detail = outcome.errorMessage() == null ? "" : " (" + outcome.errorMessage() + ")";
        return new KinesisException(kind, outcome.errorCode() + detail + ". " + fix);
    }

    /** Why a batch is given up. */
    KinesisException ofBatch(Throwable failure) {
        if (!(failure instanceof KinesisException kinesis)) {
            return new KinesisException(
                    Kind.INVALID_REQUEST,
                    "Records cannot be stored in stream " + stream + ": " + failure
                            + ". This is an error of recoflow-kinesis: report it with its stack trace",
                    failure);
        }
        String limit = kinesis.isRetriable() ? " within retryTimeout (" + retryMillis + " ms)" : "";
        return new KinesisException(
                kinesis.kind(),
                "Records cannot be stored in stream " + stream + limit + ": " + kinesis.getMessage(),
                kinesis);
    }
}
