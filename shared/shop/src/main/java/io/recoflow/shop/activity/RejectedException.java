package io.recoflow.shop.activity;

/** Ends the reading of a record that is no event. Without a stack trace, because bad records may come in thousands. */
final class RejectedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final RejectionReason reason;

    RejectedException(RejectionReason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    RejectionReason reason() {
        return reason;
    }
}
