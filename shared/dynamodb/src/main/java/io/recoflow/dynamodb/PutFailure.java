package io.recoflow.dynamodb;

import io.recoflow.runtime.failure.Causes;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ItemCollectionSizeLimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.ReplicatedWriteConflictException;
import software.amazon.awssdk.services.dynamodb.model.RequestLimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingException;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** What it means that a put failed. */
enum PutFailure {
    /** The condition did not hold: what is stored is newer. */
    SUPERSEDED,
    /** The item itself is the reason, and will be the next time. */
    REFUSED,
    /** The table takes less than it is given. */
    THROTTLED,
    /** Only what lies near this item's key, in the table or in an index, takes less than it is given. */
    KEY_THROTTLED,
    /** It passes: no answer, an error of the service, another writer at the same moment. */
    UNAVAILABLE,
    /** It does not pass by itself: no table, no rights, no credentials. */
    FATAL;

    private static final int SERVER_ERROR = 500;

    /** As Amazon DynamoDB Developer Guide, "Throttling reasons", ends those of single partitions. */
    private static final String OF_KEY_RANGE = "KeyRangeThroughputExceeded";

    private static final Set<String> THROTTLED_CODES = Set.of(
            "ProvisionedThroughputExceededException", "RequestLimitExceeded", "Throttling", "ThrottlingException");

    static PutFailure of(Throwable failure) {
        if (Causes.find(failure, ConditionalCheckFailedException.class).isPresent()) {
            return SUPERSEDED;
        }
        return Causes.find(failure, DynamoDbException.class)
                .map(PutFailure::ofService)
                .orElseGet(() -> Causes.find(failure, SdkClientException.class)
                                .filter(PutFailure::isOfCredentials)
                                .isPresent()
                        ? FATAL
                        : UNAVAILABLE);
    }

    private static PutFailure ofService(DynamoDbException failure) {
        String code = failure.awsErrorDetails() == null
                ? ""
                : String.valueOf(failure.awsErrorDetails().errorCode());
        if (THROTTLED_CODES.contains(code)) {
            return isOfKey(reasons(failure)) ? KEY_THROTTLED : THROTTLED;
        }
        if (code.equals("ValidationException") || failure instanceof ItemCollectionSizeLimitExceededException) {
            return REFUSED;
        }
        return failure.statusCode() >= SERVER_ERROR
                        || failure instanceof TransactionConflictException
                        || failure instanceof ReplicatedWriteConflictException
                ? UNAVAILABLE
                : FATAL;
    }

    private static List<ThrottlingReason> reasons(DynamoDbException failure) {
        if (failure instanceof ProvisionedThroughputExceededException provisioned) {
            return provisioned.throttlingReasons();
        }
        if (failure instanceof ThrottlingException throttling) {
            return throttling.throttlingReasons();
        }
        return failure instanceof RequestLimitExceededException exceeded ? exceeded.throttlingReasons() : List.of();
    }

    private static boolean isOfKey(List<ThrottlingReason> reasons) {
        return !reasons.isEmpty()
                && reasons.stream()
                        .allMatch(reason -> String.valueOf(reason.reason()).endsWith(OF_KEY_RANGE));
    }

    /** Without credentials the SDK fails before it asks anyone. */
    private static boolean isOfCredentials(SdkClientException failure) {
        return String.valueOf(failure.getMessage()).contains("credentials");
    }
}
