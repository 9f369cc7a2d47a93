package io.recoflow.aws.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.aws.template.Template;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/** What a role of a template may do. */
public final class GrantedActions {

    private GrantedActions() {}

    /**
     * The actions that the role's policies allow, sorted: its inline policies, and the policies of the same template
     * that name the role or that the role names. What a condition of the template or of a statement leaves out counts
     * as granted. What resources grant it by their own policies does not count, nor what AWS's managed policies grant
     * (see {@link #managedPolicies}).
     *
     * @throws IllegalArgumentException where the template has no such role
     */
    public static Set<String> of(Template template, String roleLogicalId) {
        Set<String> holders = holders(template, roleLogicalId);
        Set<String> actions = new TreeSet<>();
        for (PolicyStatement statement : PolicyStatements.of(template)) {
            if (statement.kind() == PolicyKind.IDENTITY && statement.allows() && holders.contains(statement.role())) {
                actions.addAll(statement.actions());
            }
        }
        return Collections.unmodifiableSet(actions);
    }

    /**
     * ARNs of the role's managed policies that are not in this template, such as AWS's own, as text.
     *
     * @throws IllegalArgumentException where the template has no such role
     */
    public static Set<String> managedPolicies(Template template, String roleLogicalId) {
        Set<String> arns = new LinkedHashSet<>();
        for (JsonNode arn :
                TemplateText.alternatives(properties(template, roleLogicalId).path("ManagedPolicyArns"))) {
            if (TemplateText.referenced(arn)
                    .filter(template.resources()::containsKey)
                    .isEmpty()) {
                arns.add(TemplateText.text(arn));
            }
        }
        return Collections.unmodifiableSet(arns);
    }

    /** Logical ids of the resources whose identity policies are the role's. */
    private static Set<String> holders(Template template, String role) {
        JsonNode properties = properties(template, role);
        Set<String> holders = new LinkedHashSet<>(Set.of(role));
        for (JsonNode arn : TemplateText.alternatives(properties.path("ManagedPolicyArns"))) {
            TemplateText.referenced(arn)
                    .filter(template.resources()::containsKey)
                    .ifPresent(holders::add);
        }
        Set<String> names = new LinkedHashSet<>(Set.of("${" + role + "}"));
        names.addAll(TemplateText.texts(properties.path("RoleName")));
        template.resources().forEach((logicalId, resource) -> {
            if (resource.path("Type").asText().startsWith("AWS::IAM::") && namesOneOf(names, resource)) {
                holders.add(logicalId);
            }
        });
        return holders;
    }

    private static boolean namesOneOf(Set<String> roles, JsonNode policy) {
        JsonNode properties = policy.path("Properties");
        // Instance profiles have Roles too, and no statements; a role has a RoleName too, which is its own.
        Set<String> named = new LinkedHashSet<>(TemplateText.texts(properties.path("Roles")));
        if (policy.path("Type").asText().equals("AWS::IAM::RolePolicy")) {
            named.addAll(TemplateText.texts(properties.path("RoleName")));
        }
        return !Collections.disjoint(named, roles);
    }

    private static JsonNode properties(Template template, String role) {
        JsonNode resource = template.resourcesOfType("AWS::IAM::Role").get(role);
        if (resource == null) {
            throw new IllegalArgumentException(template.name() + " has no role " + role + ": it has "
                    + template.resourcesOfType("AWS::IAM::Role").keySet() + ". Name one of these.");
        }
        return resource.path("Properties");
    }
}
