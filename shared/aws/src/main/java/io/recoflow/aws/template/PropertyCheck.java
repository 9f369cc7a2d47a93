package io.recoflow.aws.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares the properties of resources with the specification. What a function will return is mostly not known, and
 * accepted.
 */
final class PropertyCheck {
    private static final Set<String> FUNCTIONS_OF_TEXT = Set.of("Fn::Base64", "Fn::ImportValue", "Fn::Join", "Fn::Sub");
    private static final Set<String> FUNCTIONS_OF_LISTS = Set.of("Fn::Cidr", "Fn::GetAZs", "Fn::Split");

    private final ResourceSpecification specification;

    PropertyCheck(ResourceSpecification specification) {
        this.specification = specification;
    }

    void check(Template template, Problems problems) {
        template.resources().forEach((id, resource) -> {
            String path = "Resources." + id;
            String type = resource.path("Type").asText();
            Optional<Definition> definition = specification.resource(type);
            if (definition.isPresent()) {
                JsonNode properties = resource.has("Properties")
                        ? resource.path("Properties")
                        : JsonNodeFactory.instance.objectNode();
                object(path + ".Properties", properties, definition.get(), problems);
            } else if (!type.startsWith("Custom::")) {
                problems.add(path + ".Type", "'" + type + "' is no resource type that AWS publishes. Correct it");
            }
        });
    }

    private void object(String path, JsonNode object, Definition definition, Problems problems) {
        if (!object.isObject()) {
            problems.add(path, ScalarCheck.mismatch(object, "an object, " + definition.name()));
            return;
        }
        object.properties().forEach(entry -> {
            ValueType type = definition.properties().get(entry.getKey());
            String child = path + "." + entry.getKey();
            if (type == null) {
                problems.add(child, "is no property of " + definition.name() + ". Correct its name or remove it");
            } else {
                value(child, entry.getValue(), type, problems);
            }
        });
        for (String name : new TreeSet<>(definition.required())) {
            if (!object.has(name)) {
                problems.add(path + "." + name, "is missing, and " + definition.name() + " requires it. Set it");
            } else if (FunctionCall.mayBeAbsent(object.path(name))) {
                problems.add(
                        path + "." + name,
                        "may be AWS::NoValue, and " + definition.name() + " requires it. Give it a value");
            }
        }
    }

    private void value(String path, JsonNode value, ValueType type, Problems problems) {
        Optional<FunctionCall> call = FunctionCall.of(value);
        if (call.isPresent()) {
            result(path, call.get(), type, problems);
        } else if (type instanceof ValueType.Scalar scalar) {
            ScalarCheck.problem(scalar, value).ifPresent(text -> problems.add(path, text));
        } else if (type instanceof ValueType.Nested nested) {
            object(path, value, specification.nested(nested.definition()), problems);
        } else if (type instanceof ValueType.ListOf list) {
            list(path, value, list, problems);
        } else if (type instanceof ValueType.MapOf map) {
            map(path, value, map, problems);
        } else if (type instanceof ValueType.AnyOf any) {
            nearest(path, value, any, problems);
        }
    }

    private void list(String path, JsonNode value, ValueType.ListOf type, Problems problems) {
        if (!value.isArray()) {
            problems.add(path, ScalarCheck.mismatch(value, "a list"));
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            value(path + "[" + i + "]", value.path(i), type.element(), problems);
        }
    }

    private void map(String path, JsonNode value, ValueType.MapOf type, Problems problems) {
        if (!value.isObject()) {
            problems.add(path, ScalarCheck.mismatch(value, "an object"));
            return;
        }
        value.properties()
                .forEach(entry -> value(path + "." + entry.getKey(), entry.getValue(), type.element(), problems));
    }

    /** Of several possible types, the one with the fewest problems is taken for the meant one. */
    private void nearest(String path, JsonNode value, ValueType.AnyOf type, Problems problems) {
        type.alternatives().stream()
                .map(alternative -> {
                    Problems trial = problems.trial();
                    value(path, value, alternative, trial);
                    return trial;
                })
                .min(Comparator.comparingInt(Problems::size))
                .ifPresent(problems::addAll);
    }

    private void result(String path, FunctionCall call, ValueType type, Problems problems) {
        if (call.name().equals(FunctionCall.IF)) {
            for (int branch = 1; branch < call.argument().size(); branch++) {
                value(path + ".Fn::If[" + branch + "]", call.argument().path(branch), type, problems);
            }
        } else if (FUNCTIONS_OF_TEXT.contains(call.name()) && !type.acceptsText()) {
            problems.add(
                    path, call.name() + " gives a text, which cannot stand here. Split it, or write a list or object");
        } else if (FUNCTIONS_OF_LISTS.contains(call.name()) && !type.acceptsList()) {
            problems.add(path, call.name() + " gives a list, which cannot stand here. Select one of its values");
        }
    }
}
