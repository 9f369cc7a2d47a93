package io.recoflow.lake.rules;

/** What happens to a row that breaks a rule. */
public enum RuleAction {
    /** It is written and counted. */
    WARN,
    /** It goes to the rejected rows. */
    REJECT,
    /** It goes to the rejected rows, and nothing is published. */
    FAIL
}
