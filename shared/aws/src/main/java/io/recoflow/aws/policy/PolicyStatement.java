package io.recoflow.aws.policy;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * One statement of an IAM policy in a template. Texts are as in the template: a reference stands as
 * <code>${Name}</code>, an import as <code>${import:Name}</code>. The sets keep the template's order.
 *
 * @param role logical id of the resource that holds the statement: a role, a policy of roles, a bucket's policy, a key
 * @param kind what sort of policy it stands in
 * @param sid the statement's own {@code Sid}, or its number in the policy, from 1, where it has none
 * @param effect text of {@code Effect}; empty where there is none
 * @param actions texts of {@code Action}
 * @param resources texts of {@code Resource}
 * @param principals texts of {@code Principal}: services, ARNs, account numbers, {@code *}
 * @param conditionKeys keys that its conditions ask, such as {@code cloudwatch:namespace}
 * @param elements names of all its elements, known or not
 */
public record PolicyStatement(
        String role,
        PolicyKind kind,
        String sid,
        String effect,
        Set<String> actions,
        Set<String> resources,
        Set<String> principals,
        Set<String> conditionKeys,
        Set<String> elements) {

    public PolicyStatement {
        if (role.isEmpty() || sid.isEmpty()) {
            throw new IllegalArgumentException("A policy statement has no place: role '" + role + "', sid '" + sid
                    + "'. Give both, since every problem is told by them.");
        }
        actions = ordered(actions);
        resources = ordered(resources);
        principals = ordered(principals);
        conditionKeys = ordered(conditionKeys);
        elements = ordered(elements);
    }

    /** Whether it allows something, instead of denying it. */
    public boolean allows() {
        return effect.equals("Allow");
    }

    private static Set<String> ordered(Set<String> texts) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(texts));
    }
}
