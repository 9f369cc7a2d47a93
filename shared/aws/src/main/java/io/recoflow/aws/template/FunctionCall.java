package io.recoflow.aws.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * A call of one of CloudFormation's functions: an object whose only key is the function's name.
 *
 * @param name {@code Ref} or a name with {@code Fn::}
 */
record FunctionCall(String name, JsonNode argument) {
    static final String REF = "Ref";
    static final String IF = "Fn::If";

    static Optional<FunctionCall> of(JsonNode node) {
        if (!node.isObject() || node.size() != 1) {
            return Optional.empty();
        }
        String key = node.fieldNames().next();
        return key.equals(REF) || key.startsWith("Fn::")
                ? Optional.of(new FunctionCall(key, node.path(key)))
                : Optional.empty();
    }

    /** Whether the value may turn out to be absent: it is {@code AWS::NoValue}, or a branch of it is. */
    static boolean mayBeAbsent(JsonNode node) {
        return of(node).map(call -> call.isNoValue()
                        || call.name().equals(IF)
                                && (mayBeAbsent(call.argument().path(1))
                                        || mayBeAbsent(call.argument().path(2))))
                .orElse(false);
    }

    boolean isNoValue() {
        return name.equals(REF) && argument.asText().equals("AWS::NoValue");
    }
}
