package io.recoflow.lake.hourly;

/**
 * Which batch of which writer. A writer's batches have ascending numbers, and one that is repeated has the same rows.
 *
 * @param writer stays the same over restarts, and no two writers of a table share it
 */
public record BatchId(String writer, long number) {}
