package io.recoflow.kinesis.client;

import io.recoflow.kinesis.client.KinesisException.Kind;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.model.AccessDeniedException;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/** What the SDK throws, in this package's terms. */
final class AwsFailures {

    private static final int SERVER_ERROR = 500;
    private static final String CREDENTIALS = "credentials";

    /** Refusals that come as a plain service exception, by code. */
    private static final Set<String> DENIALS = Set.of(
            "AccessDenied",
            "AccessDeniedException",
            "ExpiredTokenException",
            "IncompleteSignature",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "MissingAuthenticationTokenException",
            "UnrecognizedClientException");

    private AwsFailures() {}

    static KinesisException translated(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof KinesisException known) {
            return known;
        }
        return new KinesisException(kind(cause), message(cause), cause);
    }

    private static Kind kind(Throwable cause) {
        if (cause instanceof ExpiredIteratorException) {
            return Kind.EXPIRED_ITERATOR;
        }
        if (cause instanceof ResourceNotFoundException) {
            return Kind.NOT_FOUND;
        }
        if (cause instanceof AwsServiceException service) {
            return kind(service);
        }
        if (cause instanceof ApiCallAttemptTimeoutException || cause instanceof ApiCallTimeoutException) {
            return Kind.TIMEOUT;
        }
        if (cause instanceof SdkClientException client) {
            // Without credentials the SDK fails before it asks anyone, and would fail again.
            return String.valueOf(client.getMessage()).contains(CREDENTIALS) ? Kind.ACCESS_DENIED : Kind.UNAVAILABLE;
        }
        return cause instanceof java.io.IOException ? Kind.UNAVAILABLE : Kind.INVALID_REQUEST;
    }

    private static Kind kind(AwsServiceException service) {
        String code = service.awsErrorDetails() == null
                ? ""
                : String.valueOf(service.awsErrorDetails().errorCode());
        if (service instanceof AccessDeniedException || DENIALS.contains(code)) {
            return Kind.ACCESS_DENIED;
        }
        // A stream that is being changed and a subscription that is taken over are limits of time, too.
        if (service.isThrottlingException()
                || code.equals("ProvisionedThroughputExceededException")
                || code.equals("KMSThrottlingException")
                || code.equals("LimitExceededException")
                || code.equals("ResourceInUseException")) {
            return Kind.THROTTLED;
        }
        return service.statusCode() >= SERVER_ERROR ? Kind.UNAVAILABLE : Kind.INVALID_REQUEST;
    }

    private static String message(Throwable cause) {
        String problem = "Kinesis cannot be used: " + cause.getMessage() + ". ";
        return problem
                + switch (kind(cause)) {
                    case THROTTLED -> "Lower the rate of calls, or add shards";
                    case EXPIRED_ITERATOR -> "It is taken anew";
                    case UNAVAILABLE, TIMEOUT -> "Check the network path to the endpoint and the state of the service";
                    case NOT_FOUND -> "Check the stream's name, its region and its account";
                    case ACCESS_DENIED ->
                        "Give the job credentials and its role the Kinesis actions that the README lists";
                    case INVALID_REQUEST, DATA_LOSS, TOO_FEW_SLOTS -> "Check the options of recoflow-kinesis";
                };
    }
}
