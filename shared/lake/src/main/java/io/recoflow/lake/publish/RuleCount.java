package io.recoflow.lake.publish;

import io.recoflow.lake.rules.RowRule;

/** A rule and how many rows broke it. */
public record RuleCount(RowRule rule, long rows) {}
