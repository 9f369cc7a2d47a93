package io.recoflow.streaming.kinesis;

import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.runtime.failure.Causes;
import io.recoflow.streaming.broker.BrokerFailure;
import io.recoflow.streaming.broker.BrokerFailure.Kind;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** What failures of Kinesis mean. */
final class KinesisFailures {

    private static final String FIX = "Check the streams' names, region and permissions";

    private KinesisFailures() {}

    static Optional<BrokerFailure> in(Throwable failure) {
        return Causes.find(failure, KinesisException.class)
                .filter(found -> !isUnknown(found))
                .map(found -> new BrokerFailure(kind(found.kind()), String.valueOf(found.getMessage()), FIX));
    }

    private static Kind kind(KinesisException.Kind kind) {
        return switch (kind) {
            case DATA_LOSS -> Kind.DATA_LOSS;
            case TOO_FEW_SLOTS -> Kind.TOO_FEW_SLOTS;
            default -> Kind.UNAVAILABLE;
        };
    }

    /** A call that ended in neither Kinesis' answer nor the SDK's own failure: nobody knows what it means. */
    private static boolean isUnknown(KinesisException failure) {
        return failure.kind() == KinesisException.Kind.INVALID_REQUEST
                && failure.getCause() != null
                && !(failure.getCause() instanceof SdkException);
    }
}
