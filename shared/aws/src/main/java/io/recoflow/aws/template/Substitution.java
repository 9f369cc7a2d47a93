package io.recoflow.aws.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The argument of {@code Fn::Sub}.
 *
 * @param own the variables that the call brings itself; missing in the form that is only a text
 */
record Substitution(String text, JsonNode own) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^}]+)}");

    static Substitution of(JsonNode argument) {
        return argument.isArray()
                ? new Substitution(argument.path(0).asText(), argument.path(1))
                : new Substitution(argument.asText(), MissingNode.getInstance());
    }

    /** Variables that the template must know. */
    List<String> variables() {
        List<String> names = new ArrayList<>();
        Matcher matcher = VARIABLE.matcher(text);
        while (matcher.find()) {
            String name = matcher.group(2);
            if (matcher.group(1).isEmpty() && !own.has(name)) {
                names.add(name);
            }
        }
        return names;
    }

    /** The text with each variable replaced by its value; <code>${!x}</code> stands for <code>${x}</code>. */
    String fill(UnaryOperator<String> value) {
        return VARIABLE.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        match.group(1).isEmpty() ? value.apply(match.group(2)) : "${" + match.group(2) + "}"));
    }
}
