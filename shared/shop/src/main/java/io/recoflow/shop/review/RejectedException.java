package io.recoflow.shop.review;

/** Ends the reading of a record that is no review. Without a stack trace, because bad records may come in thousands. */
final class RejectedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ReviewRejection reason;

    RejectedException(ReviewRejection reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    ReviewRejection reason() {
        return reason;
    }
}
