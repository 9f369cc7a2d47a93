package io.recoflow.aws.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Values of a template that are not resolved before deployment, as text or as the values that they may become. */
final class TemplateText {

    private TemplateText() {}

    /** What a value may be: the items of a list, both branches of {@code Fn::If}, nothing for {@code AWS::NoValue}. */
    static List<JsonNode> alternatives(JsonNode value) {
        List<JsonNode> found = new ArrayList<>();
        if (value.isMissingNode() || value.isNull() || isReferenceTo(value, "AWS::NoValue")) {
            return found;
        }
        if (value.isArray()) {
            value.forEach(item -> found.addAll(alternatives(item)));
        } else if (isFunction(value, "Fn::If")) {
            found.addAll(alternatives(value.path("Fn::If").path(1)));
            found.addAll(alternatives(value.path("Fn::If").path(2)));
        } else {
            found.add(value);
        }
        return found;
    }

    /** The texts that a value, or the items of a list, may be. */
    static Set<String> texts(JsonNode value) {
        return alternatives(value).stream()
                .map(TemplateText::text)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** A value as text; references are <code>${Name}</code>, <code>${Name.Part}</code>, <code>${import:Name}</code>. */
    static String text(JsonNode value) {
        if (value.isValueNode()) {
            return value.asText();
        }
        if (isFunction(value, "Ref")) {
            return "${" + value.path("Ref").asText() + "}";
        }
        if (isFunction(value, "Fn::GetAtt")) {
            return "${" + texts(value.path("Fn::GetAtt")).stream().collect(Collectors.joining(".")) + "}";
        }
        if (isFunction(value, "Fn::ImportValue")) {
            return "${import:" + unbraced(text(value.path("Fn::ImportValue"))) + "}";
        }
        if (isFunction(value, "Fn::Sub")) {
            return substituted(value.path("Fn::Sub"));
        }
        if (isFunction(value, "Fn::Join")) {
            return joined(value.path("Fn::Join"));
        }
        return "${" + unbraced(value.toString()) + "}";
    }

    /** The logical id that a value refers to, by {@code Ref} or {@code Fn::GetAtt}. */
    static Optional<String> referenced(JsonNode value) {
        if (isFunction(value, "Ref")) {
            return Optional.of(value.path("Ref").asText());
        }
        if (isFunction(value, "Fn::GetAtt")) {
            return Optional.of(value.path("Fn::GetAtt").path(0).asText());
        }
        return Optional.empty();
    }

    static boolean isReferenceTo(JsonNode value, String logicalId) {
        return referenced(value).filter(logicalId::equals).isPresent();
    }

    private static boolean isFunction(JsonNode value, String name) {
        return value.isObject() && value.size() == 1 && value.has(name);
    }

    private static String substituted(JsonNode arguments) {
        if (!arguments.isArray()) {
            return arguments.asText();
        }
        String text = arguments.path(0).asText();
        for (Map.Entry<String, JsonNode> variable : arguments.path(1).properties()) {
            text = text.replace("${" + variable.getKey() + "}", text(variable.getValue()));
        }
        return text;
    }

    private static String joined(JsonNode arguments) {
        String separator = arguments.path(0).asText();
        List<String> parts = new ArrayList<>();
        arguments.path(1).forEach(part -> parts.add(text(part)));
        return String.join(separator, parts);
    }

    private static String unbraced(String text) {
        return text.replace("${", "").replace("{", "").replace("}", "");
    }
}
