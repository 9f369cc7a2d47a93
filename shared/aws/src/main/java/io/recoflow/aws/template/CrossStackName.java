package io.recoflow.aws.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Works out the name of an export, as far as it can be known without deploying. */
final class CrossStackName {
    private final Template template;

    CrossStackName(Template template) {
        this.template = template;
    }

    /** The name; what depends on the account stays as it is: <code>${AWS::Region}</code>. */
    String of(JsonNode node) {
        Optional<FunctionCall> call = FunctionCall.of(node);
        return call.isPresent() ? of(call.get(), node) : node.isValueNode() ? node.asText() : node.toString();
    }

    private String of(FunctionCall call, JsonNode node) {
        return switch (call.name()) {
            case FunctionCall.REF -> variable(call.argument().asText());
            case "Fn::Sub" -> substituted(Substitution.of(call.argument()));
            case "Fn::Join" -> joined(call.argument());
            default -> node.toString();
        };
    }

    private String substituted(Substitution substitution) {
        return substitution.fill(
                name -> substitution.own().has(name) ? of(substitution.own().path(name)) : variable(name));
    }

    private String joined(JsonNode argument) {
        List<String> parts = new ArrayList<>();
        argument.path(1).forEach(part -> parts.add(of(part)));
        return String.join(argument.path(0).asText(), parts);
    }

    private String variable(String name) {
        if (name.equals("AWS::StackName")) {
            return template.stackName();
        }
        JsonNode defaultValue = template.root().path("Parameters").path(name).path("Default");
        return defaultValue.isValueNode() ? defaultValue.asText() : "${" + name + "}";
    }
}
