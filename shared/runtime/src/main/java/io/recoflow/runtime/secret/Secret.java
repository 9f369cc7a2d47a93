package io.recoflow.runtime.secret;

import java.io.Serializable;
import java.util.Objects;

/** A value that never prints: in text it is {@code (redacted)}. Serializable, so that executors can connect with it. */
public final class Secret implements Serializable {

    static final String REDACTED = "(redacted)";

    private final String value;

    public Secret(String value) {
        this.value = Objects.requireNonNull(value, "value");
    }

    /** The value itself: for the call that needs it, never for text. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return REDACTED;
    }
}
