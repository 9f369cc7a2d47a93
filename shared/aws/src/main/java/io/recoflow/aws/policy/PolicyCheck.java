package io.recoflow.aws.policy;

import io.recoflow.aws.template.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Least privilege of a template's policies: every action by its whole name, every resource by an ARN, every principal
 * by name. What denies may use wildcards.
 *
 * <p>Two exceptions: the resource {@code *} in a key's policy is that key (AWS KMS Developer Guide, "Key policies in
 * AWS KMS"); and the policy of a VPC endpoint may name any principal, because it grants nothing: it bounds.
 */
public final class PolicyCheck {

    private static final Set<String> ELEMENTS = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");

    private static final List<String> NEGATED = List.of("NotAction", "NotResource", "NotPrincipal");

    private final Map<String, String> actionsWithoutResource;

    /**
     * @param actionsWithoutResource reasons by action for which AWS knows no resource, such as
     *     {@link ActionsWithoutResource#REASONS}; no reason may be blank
     */
    public PolicyCheck(Map<String, String> actionsWithoutResource) {
        actionsWithoutResource.forEach((action, reason) -> {
            if (reason.isBlank()) {
                throw new IllegalArgumentException("The exception " + action
                        + " has no reason: nobody can tell whether it is needed. Say why it has no resource.");
            }
        });
        this.actionsWithoutResource = Map.copyOf(actionsWithoutResource);
    }

    /** One line each, in the template's order; empty where every policy grants the least. */
    public List<String> problems(Template template) {
        List<String> problems = new ArrayList<>();
        for (PolicyStatement statement : PolicyStatements.of(template)) {
            for (String problem : problems(statement)) {
                problems.add("%s, %s, statement %s: %s"
                        .formatted(template.name(), statement.role(), statement.sid(), problem));
            }
        }
        return problems;
    }

    private List<String> problems(PolicyStatement statement) {
        List<String> problems = new ArrayList<>();
        checkForm(statement, problems);
        if (statement.allows()) {
            for (String element : NEGATED) {
                if (statement.elements().contains(element)) {
                    problems.add("allows by " + element + ": all but what is named is allowed. Name what is allowed.");
                }
            }
            checkActions(statement, problems);
            checkResources(statement, problems);
            checkPrincipals(statement, problems);
        }
        return problems;
    }

    private static void checkForm(PolicyStatement statement, List<String> problems) {
        for (String element : statement.elements()) {
            if (!ELEMENTS.contains(element)) {
                problems.add("unknown element " + element + ": IAM refuses the policy. Write one of " + sorted(ELEMENTS)
                        + ".");
            }
        }
        if (!statement.allows() && !statement.effect().equals("Deny")) {
            problems.add("Effect is '" + statement.effect() + "': IAM refuses the policy. Write Allow or Deny.");
        }
        if (statement.actions().isEmpty() && !statement.elements().contains("NotAction")) {
            problems.add("no Action: IAM refuses the policy. Name the actions.");
        }
        boolean named = !statement.resources().isEmpty() || statement.elements().contains("NotResource");
        if (!named && statement.kind() != PolicyKind.TRUST) {
            problems.add("no Resource: IAM refuses the policy. Name the ARNs.");
        }
    }

    private static void checkActions(PolicyStatement statement, List<String> problems) {
        for (String action : statement.actions()) {
            if (isWildcard(action)) {
                problems.add("action " + action + ": a wildcard allows also what AWS adds. Name the actions.");
            } else if (!action.matches("[a-z0-9-]+:[A-Z][A-Za-z0-9]*")) {
                problems.add("action " + action + ": it has not the form service:Operation. Correct its name.");
            }
        }
    }

    private void checkResources(PolicyStatement statement, List<String> problems) {
        if (statement.kind() == PolicyKind.KEY || statement.resources().stream().noneMatch(PolicyCheck::isEverything)) {
            return;
        }
        for (String action : statement.actions()) {
            String condition = ActionsWithoutResource.NECESSARY_CONDITIONS.get(action);
            if (!actionsWithoutResource.containsKey(action)) {
                problems.add("action " + action + " for every resource: it works on single ones. Name their"
                        + " ARNs, or list the action with the reason why it has none.");
            } else if (condition != null && !statement.conditionKeys().contains(condition)) {
                problems.add("action " + action + " for every resource: nothing bounds it. Add a condition on "
                        + condition + ".");
            }
        }
    }

    private static void checkPrincipals(PolicyStatement statement, List<String> problems) {
        if (statement.kind() == PolicyKind.ENDPOINT
                || !statement.conditionKeys().isEmpty()) {
            return;
        }
        for (String principal : statement.principals()) {
            if (isWildcard(principal)) {
                problems.add("principal " + principal
                        + ": whoever asks is allowed. Name the account, role or service, or add a condition.");
            }
        }
    }

    private static boolean isWildcard(String text) {
        return text.contains("*") || text.contains("?");
    }

    /** {@code *}, and ARNs that name no more than a service: {@code arn:aws:s3:::*}. */
    private static boolean isEverything(String resource) {
        if (resource.matches("[*]+")) {
            return true;
        }
        // A colon within ${AWS::Region} parts nothing; of a reference the resource is not known to be a wildcard.
        String[] parts = resource.replaceAll("\\$\\{[^}]*}", "x").split(":", 6);
        return parts.length > 2
                && parts[0].equals("arn")
                && (isWildcard(parts[2]) || parts.length < 6 || parts[5].matches("[*]+([:/][*]+)*"));
    }

    private static List<String> sorted(Set<String> texts) {
        return texts.stream().sorted().toList();
    }
}
