package io.recoflow.kinesis.client;

import io.netty.handler.timeout.TimeoutException;
import io.recoflow.kinesis.client.KinesisException.Kind;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.model.AccessDeniedException;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/**
 * What the SDK throws at one client, in this package's terms. Where credentials fail that worked before, the place that
 * they come from is out of order, which passes; where they never worked, they are missing. Safe for concurrent callers.
 */
final class AwsFailures {

    private static final int CONTENT_TOO_LARGE = 413;
    private static final int SERVER_ERROR = 500;
    private static final String CREDENTIALS = "credentials";

    /** Refusals that come as a plain service exception, by code. */
    private static final Set<String> DENIALS = Set.of(
            "AccessDenied",
            "AccessDeniedException",
            "IncompleteSignature",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "MissingAuthenticationTokenException",
            "UnrecognizedClientException");

    /** The token's successor could not be fetched. */
    private static final Set<String> EXPIRED_TOKENS = Set.of("ExpiredToken", "ExpiredTokenException");

    private volatile boolean answered;

    /** Kinesis has answered a call, so the client's credentials are good. */
    void answered() {
        answered = true;
    }

    /** The answer of a call, or its failure in this package's terms. */
    <T> T answer(CompletableFuture<T> call) {
        try {
            T answer = call.join();
            answered();
            return answer;
        } catch (CompletionException e) {
            throw translated(e);
        }
    }

    KinesisException translated(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof KinesisException known) {
            return known;
        }
        Kind kind = kind(cause);
        return new KinesisException(kind, message(kind, cause), cause);
    }

    private Kind kind(Throwable cause) {
        if (cause instanceof ExpiredIteratorException) {
            return Kind.EXPIRED_ITERATOR;
        }
        if (cause instanceof ResourceNotFoundException) {
            return Kind.NOT_FOUND;
        }
        if (cause instanceof AwsServiceException service) {
            return kind(service);
        }
        if (isTimeout(cause)) {
            return Kind.TIMEOUT;
        }
        if (cause instanceof SdkClientException client) {
            // Without credentials the SDK fails before it asks anyone.
            return String.valueOf(client.getMessage()).contains(CREDENTIALS) ? withoutCredentials() : Kind.UNAVAILABLE;
        }
        return cause instanceof java.io.IOException ? Kind.UNAVAILABLE : Kind.INVALID_REQUEST;
    }

    private static boolean isTimeout(Throwable failure) {
        return failure instanceof ApiCallAttemptTimeoutException
                || failure instanceof ApiCallTimeoutException
                || failure instanceof TimeoutException
                || (failure.getCause() != null && isTimeout(failure.getCause()));
    }

    private Kind withoutCredentials() {
        return answered ? Kind.UNAVAILABLE : Kind.ACCESS_DENIED;
    }

    private Kind kind(AwsServiceException service) {
        String code = service.awsErrorDetails() == null
                ? ""
                : String.valueOf(service.awsErrorDetails().errorCode());
        if (service instanceof AccessDeniedException || DENIALS.contains(code)) {
            return Kind.ACCESS_DENIED;
        }
        if (EXPIRED_TOKENS.contains(code)) {
            return withoutCredentials();
        }
        // A stream that is being changed and a subscription that is taken over are limits of time, too.
        if (service.isThrottlingException()
                || code.equals("ProvisionedThroughputExceededException")
                || code.equals("KMSThrottlingException")
                || code.equals("LimitExceededException")
                || code.equals("ResourceInUseException")) {
            return Kind.THROTTLED;
        }
        if (service.statusCode() == CONTENT_TOO_LARGE) {
            return Kind.TOO_LARGE;
        }
        return service.statusCode() >= SERVER_ERROR ? Kind.UNAVAILABLE : Kind.INVALID_REQUEST;
    }

    private static String message(Kind kind, Throwable cause) {
        // The SDK's advice on the lines that follow is of its own settings.
        String problem = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return "Kinesis cannot be used: " + problem + ". "
                + switch (kind) {
                    case THROTTLED -> "Lower the rate of calls, or add shards";
                    case EXPIRED_ITERATOR -> "It is taken anew";
                    case UNAVAILABLE ->
                        "Check the network path, to the endpoint and to where credentials come from, and the state of"
                                + " the service";
                    case TIMEOUT -> "Check the network path to the endpoint, or raise callTimeout";
                    case TOO_LARGE -> "Send smaller records";
                    case NOT_FOUND -> "Check the stream's name, its region and its account";
                    case ACCESS_DENIED ->
                        "Give the job credentials and its role the Kinesis actions that the README lists";
                    case INVALID_REQUEST, DATA_LOSS, TOO_FEW_SLOTS -> "Check the options of recoflow-kinesis";
                };
    }
}
