package io.recoflow.aws.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.aws.template.Template;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds the IAM statements of a template: any value with a {@code Statement} below a resource's properties is a policy,
 * so that none is missed for the resource's type. Of a condition of the template ({@code Fn::If}) both branches count.
 */
public final class PolicyStatements {

    private static final String STATEMENT = "Statement";

    private PolicyStatements() {}

    /** All statements, in the template's order. */
    public static List<PolicyStatement> of(Template template) {
        List<PolicyStatement> found = new ArrayList<>();
        template.resources().forEach((logicalId, resource) -> {
            String type = resource.path("Type").asText();
            for (Map.Entry<String, JsonNode> property :
                    resource.path("Properties").properties()) {
                collect(logicalId, kind(type, property.getKey()), property.getValue(), found);
            }
        });
        return found;
    }

    /** The actions in the identity statements of one resource, sorted. */
    public static Set<String> actionsOf(Template template, String logicalId) {
        return of(template).stream()
                .filter(statement -> statement.kind() == PolicyKind.IDENTITY)
                .filter(statement -> statement.role().equals(logicalId))
                .flatMap(statement -> statement.actions().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static PolicyKind kind(String type, String property) {
        if (property.equals("AssumeRolePolicyDocument")) {
            return PolicyKind.TRUST;
        }
        return switch (type) {
            case "AWS::KMS::Key", "AWS::KMS::ReplicaKey" -> PolicyKind.KEY;
            case "AWS::EC2::VPCEndpoint" -> PolicyKind.ENDPOINT;
            default -> type.startsWith("AWS::IAM::") ? PolicyKind.IDENTITY : PolicyKind.RESOURCE;
        };
    }

    private static void collect(String logicalId, PolicyKind kind, JsonNode value, List<PolicyStatement> found) {
        if (value.has(STATEMENT)) {
            int number = 0;
            for (JsonNode statement : TemplateText.alternatives(value.path(STATEMENT))) {
                number++;
                found.add(statement(logicalId, kind, number, statement));
            }
            return;
        }
        value.forEach(inner -> collect(logicalId, kind, inner, found));
    }

    private static PolicyStatement statement(String logicalId, PolicyKind kind, int number, JsonNode statement) {
        JsonNode sid = statement.path("Sid");
        return new PolicyStatement(
                logicalId,
                kind,
                sid.isMissingNode() ? Integer.toString(number) : TemplateText.text(sid),
                statement.path("Effect").asText(),
                TemplateText.texts(statement.path("Action")),
                TemplateText.texts(statement.path("Resource")),
                principals(statement.path("Principal")),
                conditionKeys(statement.path("Condition")),
                names(statement));
    }

    /** {@code "*"}, or an object whose values are what counts: {@code {"Service": […], "AWS": […]}}. */
    private static Set<String> principals(JsonNode principal) {
        Set<String> found = new LinkedHashSet<>();
        for (JsonNode each : TemplateText.alternatives(principal)) {
            if (each.isObject()) {
                each.forEach(names -> found.addAll(TemplateText.texts(names)));
            } else {
                found.add(TemplateText.text(each));
            }
        }
        return found;
    }

    /** {@code {"StringEquals": {"cloudwatch:namespace": …}}} asks {@code cloudwatch:namespace}. */
    private static Set<String> conditionKeys(JsonNode condition) {
        Set<String> found = new LinkedHashSet<>();
        for (JsonNode each : TemplateText.alternatives(condition)) {
            each.forEach(operator -> found.addAll(names(operator)));
        }
        return found;
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new LinkedHashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
