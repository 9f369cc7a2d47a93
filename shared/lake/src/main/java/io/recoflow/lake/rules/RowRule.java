package io.recoflow.lake.rules;

/**
 * A rule that every good row fulfils.
 *
 * @param name lower-case words joined by underscores, unique among the rules
 * @param action for the rows that break it
 * @param condition a Spark SQL condition; a row breaks the rule where it is false, not where it is NULL, as with SQL's
 *     CHECK constraints
 */
public record RowRule(String name, RuleAction action, String condition) {}
