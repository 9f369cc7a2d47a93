package io.recoflow.catalog;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import io.recoflow.catalog.CatalogMove.Action;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glue.model.Table;

/**
 * The catalog's table as a pointer to a snapshot. It moves in one call, so that a reader has one snapshot or the other,
 * and forward only: of two runs the newer snapshot stays, whichever of them is the last to move the table.
 */
public final class TablePointer {

    static final int MOST_TRIES = 8;

    private static final Duration FIRST_DELAY = Duration.ofMillis(200);
    private static final int LONGEST_DELAY_FACTOR = 32;
    private static final double JITTER = 0.5;

    private final CatalogTable table;
    private final Supplier<DataCatalog> connection;
    private final RetryPolicy<CatalogMove> retries;

    /** @param firstDelay before the second try; twice as long before each further one */
    TablePointer(CatalogTable table, Supplier<DataCatalog> connection, Duration firstDelay) {
        this.table = table;
        this.connection = connection;
        this.retries = RetryPolicy.<CatalogMove>builder()
                .handleIf((Throwable failure) -> CatalogFailures.isConcurrentChange(failure))
                .withBackoff(firstDelay, firstDelay.multipliedBy(LONGEST_DELAY_FACTOR))
                .withJitter(JITTER)
                .withMaxRetries(MOST_TRIES - 1)
                .build();
    }

    /** In the AWS Glue Data Catalog; connects to nothing yet. */
    public static TablePointer inGlue(CatalogTable table) {
        return new TablePointer(table, GlueDataCatalog::new, FIRST_DELAY);
    }

    /**
     * Looks whether a snapshot could be shown, and says what would be done; changes nothing.
     *
     * @throws JobException with {@link ExitCode#UNAVAILABLE} where the catalog cannot be reached or refuses to be read,
     *     with {@link ExitCode#USAGE} where the table is a view or of another format
     */
    public String plan() {
        try (DataCatalog catalog = connection.get()) {
            return found(catalog)
                    .map(there -> "Would move the table " + table + ", which shows " + locationOf(there))
                    .orElse("Would create the table " + table);
        } catch (SdkException failure) {
            throw CatalogFailures.ended("Cannot use --catalog-table " + table, table, failure);
        }
    }

    /**
     * Makes the table show the snapshot, unless it shows a newer one of the same dataset; creates it where it is
     * missing. A change by somebody else meanwhile is kept and built upon.
     *
     * @throws JobException with {@link ExitCode#UNAVAILABLE} where the catalog cannot be reached, refuses, or the table
     *     was changed by others at each of {@value #MOST_TRIES} tries; with {@link ExitCode#USAGE} as {@link #plan()};
     *     the table is then as it was
     */
    public CatalogMove move(SnapshotTable snapshot) {
        try (DataCatalog catalog = connection.get()) {
            return Failsafe.with(retries).get(() -> moveOnce(catalog, snapshot));
        } catch (SdkException failure) {
            throw CatalogFailures.ended(
                    "The snapshot " + snapshot.snapshot() + " is published, but the table " + table
                            + " was not moved to it",
                    table,
                    failure);
        }
    }

    private CatalogMove moveOnce(DataCatalog catalog, SnapshotTable snapshot) {
        Optional<Table> there = found(catalog);
        if (there.isEmpty()) {
            catalog.create(table, TableInputs.of(table, snapshot, there));
            return result(Action.CREATED, snapshot.snapshot(), snapshot.location());
        }
        String shown = there.get().parameters().getOrDefault(TableParameters.SNAPSHOT, "");
        String location = locationOf(there.get());
        if (shown.compareTo(snapshot.snapshot()) > 0
                && SnapshotTable.parentOf(location).equals(snapshot.datasetLocation())) {
            return result(Action.LEFT_AT_NEWER, shown, location);
        }
        catalog.update(
                table, TableInputs.of(table, snapshot, there), there.get().versionId());
        return result(Action.MOVED, snapshot.snapshot(), snapshot.location());
    }

    private CatalogMove result(Action action, String snapshot, String location) {
        return new CatalogMove(table.toString(), action, snapshot, location);
    }

    private Optional<Table> found(DataCatalog catalog) {
        Optional<Table> there = catalog.find(table);
        there.flatMap(ForeignTable::kind).ifPresent(kind -> {
            throw new JobException(
                    ExitCode.USAGE,
                    "Cannot use --catalog-table " + table,
                    "it is " + kind + ", which a snapshot of Parquet files would destroy",
                    "Name another table, or drop this one");
        });
        return there;
    }

    private static String locationOf(Table there) {
        return Optional.ofNullable(there.storageDescriptor())
                .flatMap(storage -> Optional.ofNullable(storage.location()))
                .orElse("nothing yet");
    }
}
