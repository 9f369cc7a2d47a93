package io.recoflow.database;

/**
 * A part of a table that one task reads.
 *
 * @param predicate an SQL condition; the ranges of a plan meet every possible row exactly once
 * @param rows how many there were when the plan was made
 */
public record KeyRange(String predicate, long rows) {}
