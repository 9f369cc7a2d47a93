package io.recoflow.aws.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.aws.check.StackTemplate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a role of a stack may do, by its inline policies and those that name it. */
public final class GrantedActions {

    private GrantedActions() {}

    /**
     * The actions that are allowed, sorted.
     *
     * @param role its logical name
     * @throws IllegalArgumentException where the stack has no such role, or it carries a policy that is not seen here
     */
    public static Set<String> of(StackTemplate template, String role) {
        Set<String> actions = new TreeSet<>();
        for (JsonNode statement : statements(template, role)) {
            actions.addAll(texts(statement.path("Action")));
        }
        return Collections.unmodifiableSet(actions);
    }

    /** All statements of the role's policies. */
    public static List<JsonNode> statements(StackTemplate template, String role) {
        JsonNode made = template.resources("AWS::IAM::Role").get(role);
        if (made == null) {
            throw new IllegalArgumentException(template + " has no role " + role + ": it has "
                    + template.resources("AWS::IAM::Role").keySet() + ". Name one of these");
        }
        if (made.path("Properties").has("ManagedPolicyArns")) {
            throw new IllegalArgumentException(
                    role + " of " + template + " carries managed policies, which are not looked into");
        }
        List<JsonNode> statements = new ArrayList<>();
        // The CDK puts what is too long for the one into the other.
        Stream<JsonNode> others = Stream.of("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy")
                .flatMap(type -> template.resources(type).values().stream())
                .map(policy -> policy.path("Properties"))
                .filter(policy -> policy.path("Roles").findValuesAsText("Ref").contains(role));
        Stream.concat(elements(made.path("Properties").path("Policies")), others)
                .forEach(policy ->
                        policy.path("PolicyDocument").path("Statement").forEach(statements::add));
        if (statements.stream().anyMatch(each -> !each.path("Effect").asText().equals("Allow"))) {
            throw new IllegalArgumentException(role + " of " + template + " is denied something: count that, too");
        }
        return statements;
    }

    /** The texts of a list, or the one text that stands in its place. */
    private static List<String> texts(JsonNode list) {
        return list.isTextual()
                ? List.of(list.asText())
                : elements(list).map(JsonNode::asText).toList();
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        List<JsonNode> elements = new ArrayList<>();
        list.forEach(elements::add);
        return elements.stream();
    }
}
