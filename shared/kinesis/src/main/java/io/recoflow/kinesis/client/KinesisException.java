package io.recoflow.kinesis.client;

import org.jspecify.annotations.Nullable;

/** A call to Kinesis that failed, or a stream that cannot be read on. The message says problem, cause and fix. */
public final class KinesisException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What kind of failure, which decides what helps. */
    public enum Kind {
        /** More calls or bytes than the stream allows. */
        THROTTLED(true),
        /** An iterator older than five minutes. */
        EXPIRED_ITERATOR(true),
        /** The service or the network failed. */
        UNAVAILABLE(true),
        /** No answer came in time: less at once may help. */
        TIMEOUT(true),
        /** The request has more bytes than the server takes: less at once may help. */
        TOO_LARGE(true),
        /** The stream, shard or consumer does not exist. */
        NOT_FOUND(false),
        /** Credentials are missing or may not do it. */
        ACCESS_DENIED(false),
        /** Kinesis does not accept the request. */
        INVALID_REQUEST(false),
        /** Records were gone before they were read. */
        DATA_LOSS(false),
        /** Real-time mode has fewer task slots than shards, and would never read some. */
        TOO_FEW_SLOTS(false);

        private final boolean retriable;

        Kind(boolean retriable) {
            this.retriable = retriable;
        }
    }

    private final Kind kind;

    public KinesisException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public KinesisException(Kind kind, String message) {
        this(kind, message, null);
    }

    public Kind kind() {
        return kind;
    }

    /** Whether the same call may succeed later. */
    public boolean isRetriable() {
        return kind.retriable;
    }
}
