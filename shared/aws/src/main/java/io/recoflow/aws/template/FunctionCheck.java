package io.recoflow.aws.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Functions are known ones, and have arguments of the right number and form. */
final class FunctionCheck {
    private static final Map<String, Predicate<JsonNode>> SHAPES = Map.ofEntries(
            shape(FunctionCall.REF, JsonNode::isTextual),
            shape(FunctionCall.IF, argument -> isList(argument, 3) && isText(argument, 0)),
            shape("Fn::And", argument -> argument.isArray() && argument.size() >= 2 && argument.size() <= 10),
            shape("Fn::Base64", argument -> true),
            shape("Fn::Cidr", argument -> isList(argument, 2) || isList(argument, 3)),
            shape("Fn::Equals", argument -> isList(argument, 2)),
            shape("Fn::FindInMap", argument -> isList(argument, 3)),
            shape("Fn::GetAZs", argument -> !argument.isArray()),
            shape("Fn::GetAtt", argument -> isList(argument, 2) && isText(argument, 0)),
            shape("Fn::ImportValue", argument -> !argument.isArray()),
            shape("Fn::Join", argument -> isList(argument, 2) && isText(argument, 0) && !isText(argument, 1)),
            shape("Fn::Not", argument -> isList(argument, 1)),
            shape("Fn::Or", argument -> argument.isArray() && argument.size() >= 2 && argument.size() <= 10),
            shape("Fn::Select", argument -> isList(argument, 2)),
            shape("Fn::Split", argument -> isList(argument, 2) && isText(argument, 0)),
            shape(
                    "Fn::Sub",
                    argument -> argument.isTextual()
                            || isList(argument, 2)
                                    && isText(argument, 0)
                                    && argument.path(1).isObject()));

    void check(Template template, Problems problems) {
        NodeWalk.visit("", template.root(), (path, node) -> FunctionCall.of(node)
                .ifPresent(call -> check(path, call, problems)));
    }

    private static void check(String path, FunctionCall call, Problems problems) {
        Optional<Predicate<JsonNode>> shape = Optional.ofNullable(SHAPES.get(call.name()));
        if (shape.isEmpty()) {
            problems.add(path, call.name() + " is no function of CloudFormation. Correct its name");
        } else if (!shape.get().test(call.argument())) {
            problems.add(path, call.name() + " has arguments of a wrong number or form. Correct them");
        }
    }

    private static Map.Entry<String, Predicate<JsonNode>> shape(String function, Predicate<JsonNode> shape) {
        return Map.entry(function, shape);
    }

    private static boolean isList(JsonNode argument, int size) {
        return argument.isArray() && argument.size() == size;
    }

    private static boolean isText(JsonNode argument, int place) {
        return argument.path(place).isTextual();
    }
}
