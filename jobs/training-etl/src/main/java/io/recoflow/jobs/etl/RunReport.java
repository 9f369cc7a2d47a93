package io.recoflow.jobs.etl;

import io.recoflow.catalog.CatalogMove;
import io.recoflow.lake.contract.SchemaDifference;
import io.recoflow.lake.publish.PublishedDataset;
import io.recoflow.lake.publish.RowBalance;
import io.recoflow.lake.publish.RuleCount;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run did, for people and programs; as JSON in this order of properties.
 *
 * @param formatVersion {@link #FORMAT_VERSION}
 * @param runId the name of the snapshot that the run wrote or would have written
 * @param outcome how it ended
 * @param failure the line that the run ended with, where it failed
 * @param settings the options as they took effect, without secrets
 * @param schemaDifferences between the source and its contract
 * @param sourceTries how often the source was read, more than once after an outage
 * @param ratings the balance of the rows: {@code read = written + rejected}
 * @param rules each rule that was applied, and how many rows broke it; a row may break several
 * @param datasets what was written
 * @param catalogTable what became of the table that {@code --catalog-table} names, where the run came to it
 * @param removedSnapshots dead runs' leftovers and old snapshots that were deleted, as {@code dataset/snapshot}
 * @param phases how long each part took
 * @param warnings what someone should know
 */
record RunReport(
        int formatVersion,
        String job,
        String version,
        String runId,
        Outcome outcome,
        Optional<String> failure,
        Instant startedAt,
        Instant finishedAt,
        Map<String, String> settings,
        List<SchemaDifference> schemaDifferences,
        int sourceTries,
        RowBalance ratings,
        List<RuleCount> rules,
        List<PublishedDataset> datasets,
        Optional<CatalogMove> catalogTable,
        List<String> removedSnapshots,
        List<Phase> phases,
        List<String> warnings) {

    static final int FORMAT_VERSION = 1;

    /** How a run ends. */
    enum Outcome {
        PUBLISHED,
        FAILED
    }

    /** A part of the run and its wall time. */
    record Phase(String name, double seconds) {}
}
