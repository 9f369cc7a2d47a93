package io.recoflow.jobs.etl;

import io.recoflow.catalog.CatalogMove;
import io.recoflow.lake.contract.SchemaDifference;
import io.recoflow.lake.publish.PublishedDataset;
import io.recoflow.lake.publish.RowBalance;
import io.recoflow.lake.publish.RuleCount;
import java.util.List;
import java.util.Optional;

/**
 * The job's own part of a run's report.
 *
 * @param schemaDifferences between the source and its contract
 * @param sourceTries how often the source was read, more than once after an outage
 * @param ratings the balance of the rows: {@code read = written + rejected}
 * @param rules each rule that was applied, and how many rows broke it; a row may break several
 * @param datasets what was written
 * @param catalogTable what became of the table that {@code --catalog-table} names, where the run came to it
 * @param removedSnapshots dead runs' leftovers and old snapshots that were deleted, as {@code dataset/snapshot}
 */
record TrainingDetails(
        List<SchemaDifference> schemaDifferences,
        int sourceTries,
        RowBalance ratings,
        List<RuleCount> rules,
        List<PublishedDataset> datasets,
        Optional<CatalogMove> catalogTable,
        List<String> removedSnapshots) {}
