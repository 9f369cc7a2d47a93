package io.recoflow.shop.json;

/** Ends the reading of what is no JSON object. Without a stack trace, because bad records may come in thousands. */
public final class UnreadableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Flaw flaw;

    UnreadableException(Flaw flaw, String message) {
        super(message, null, false, false);
        this.flaw = flaw;
    }

    /** The first that applies, in this order. */
    public enum Flaw {
        EMPTY,
        TOO_LARGE,
        NOT_UTF8,
        TOO_DEEP,
        NOT_JSON,
        NOT_AN_OBJECT,
        BAD_VALUE
    }

    public Flaw flaw() {
        return flaw;
    }
}
