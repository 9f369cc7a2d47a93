package io.recoflow.aws.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.aws.template.Reference.Kind;
import java.util.ArrayList;
import java.util.List;

/** Finds the names that a template uses. Calls of a wrong shape are left out: {@link FunctionCheck} tells of them. */
final class References {
    private final List<Reference> found = new ArrayList<>();

    private References() {}

    static List<Reference> of(Template template) {
        References references = new References();
        template.section("Conditions").forEach((id, node) -> references.condition("Conditions." + id, node));
        template.resources().forEach((id, node) -> references.found.addAll(ofResource(id, node)));
        template.section("Outputs").forEach((id, node) -> references.entry("Outputs." + id, node));
        return List.copyOf(references.found);
    }

    static List<Reference> ofResource(String id, JsonNode resource) {
        References references = new References();
        String path = "Resources." + id;
        references.entry(path, resource);
        JsonNode before = resource.path("DependsOn");
        if (before.isTextual()) {
            references.add(path + ".DependsOn", Kind.ORDER, before);
        }
        before.forEach(item -> references.add(path + ".DependsOn", Kind.ORDER, item));
        return List.copyOf(references.found);
    }

    /** A resource or an output, which may hang on a condition. */
    private void entry(String path, JsonNode entry) {
        add(path + ".Condition", Kind.CONDITION, entry.path("Condition"));
        NodeWalk.visit(path, entry, (at, node) -> FunctionCall.of(node).ifPresent(call -> call(at, call)));
    }

    /** In a condition, others are named by {@code Condition} too. */
    private void condition(String path, JsonNode condition) {
        NodeWalk.visit(path, condition, (at, node) -> {
            FunctionCall.of(node).ifPresent(call -> call(at, call));
            add(at, Kind.CONDITION, node.path("Condition"));
        });
    }

    private void call(String path, FunctionCall call) {
        JsonNode argument = call.argument();
        switch (call.name()) {
            case FunctionCall.REF -> add(path, Kind.VALUE, argument);
            case FunctionCall.IF -> add(path, Kind.CONDITION, argument.path(0));
            case "Fn::GetAtt" -> attribute(path, argument);
            case "Fn::Sub" -> Substitution.of(argument).variables().forEach(name -> variable(path, name));
            case "Fn::FindInMap" -> mapping(path, argument);
            default -> {
                // The other functions name nothing.
            }
        }
    }

    private void attribute(String path, JsonNode argument) {
        if (argument.path(0).isTextual() && argument.path(1).isTextual()) {
            found.add(new Reference(
                    path,
                    Kind.ATTRIBUTE,
                    argument.path(0).asText(),
                    argument.path(1).asText()));
        }
    }

    private void variable(String path, String name) {
        int dot = name.indexOf('.');
        found.add(
                dot < 0
                        ? new Reference(path, Kind.VALUE, name)
                        : new Reference(path, Kind.ATTRIBUTE, name.substring(0, dot), name.substring(dot + 1)));
    }

    private void mapping(String path, JsonNode argument) {
        if (argument.path(0).isTextual()) {
            JsonNode key = argument.path(1);
            found.add(
                    new Reference(path, Kind.MAPPING, argument.path(0).asText(), key.isTextual() ? key.asText() : ""));
        }
    }

    private void add(String path, Kind kind, JsonNode target) {
        if (target.isTextual()) {
            found.add(new Reference(path, kind, target.asText()));
        }
    }
}
