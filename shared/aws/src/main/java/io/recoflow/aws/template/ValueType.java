package io.recoflow.aws.template;

import java.util.List;

/** What a property's value must be. */
sealed interface ValueType {
    /** @param allowed the only texts that it may have; empty when any */
    record Scalar(Kind kind, List<String> allowed) implements ValueType {}

    record ListOf(ValueType element) implements ValueType {}

    /** An object with any keys. */
    record MapOf(ValueType element) implements ValueType {}

    /** @param definition the id of its {@link Definition} */
    record Nested(String definition) implements ValueType {}

    /** Any of several. */
    record AnyOf(List<ValueType> alternatives) implements ValueType {}

    /** What the specification has no inner structure for. */
    enum Kind {
        TEXT("a text"),
        NUMBER("a number"),
        INTEGER("a whole number"),
        BOOLEAN("true or false"),
        JSON("an object");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** Whether a text, whatever it says, may stand here. */
    default boolean acceptsText() {
        if (this instanceof AnyOf any) {
            return any.alternatives().stream().anyMatch(ValueType::acceptsText);
        }
        return this instanceof Scalar;
    }

    /** Whether a list, whatever it holds, may stand here. */
    default boolean acceptsList() {
        if (this instanceof AnyOf any) {
            return any.alternatives().stream().anyMatch(ValueType::acceptsList);
        }
        return this instanceof ListOf || this instanceof Scalar scalar && scalar.kind() == Kind.JSON;
    }
}
