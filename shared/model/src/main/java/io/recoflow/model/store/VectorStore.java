package io.recoflow.model.store;

import io.recoflow.model.bundle.EmbeddingsDescription;
import io.recoflow.model.bundle.Manifest;
import io.recoflow.model.bundle.ModelBundle;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.failure.Retries;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Embeddings in PostgreSQL with pgvector: tables for each version, and over the present one the views {@code item_emb(id
 * varchar, embedding vector)}, {@code user_emb(id, embedding vector)} and {@code model_version(version text, dimension
 * int, similarity_dimensions int, loaded_at timestamptz)}, which change in one transaction. A reader's statement sees one
 * version in all of them, and never fails for a swap.
 *
 * <p>One load at a time; a second one waits for the first. What fails ends with a {@link JobException}: exit code 3 where
 * the database cannot be used, 4 where it lacks pgvector or a name is taken, 5 where the bundle breaks its own manifest,
 * 6 where storage fails. Readers go on with the version that they had.
 */
public final class VectorStore {

    /** Each costs a whole load; a database that drops so many is not up. */
    private static final int MOST_ATTEMPTS = 5;

    private final VectorDatabase database;
    private final LoadEvents events;

    public VectorStore(VectorDatabase database, LoadEvents events) {
        this.database = database;
        this.events = events;
    }

    /**
     * Loads a bundle's embeddings, and lets readers see them. Loads nothing where the version's tables are there, and
     * changes nothing where readers see it already. Memory does not grow with the number of embeddings.
     *
     * @param bundle asked when no other loader is at work, so that a later load cannot bring an earlier version back
     * @param index counts where the version is loaded
     * @param keepVersions how many versions to keep, at least 1; more are dropped, but none that is being read
     */
    public LoadResult load(Supplier<ModelBundle> bundle, IndexChoice index, int keepVersions) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = connect()) {
                return load(connection, bundle, index, keepVersions);
            } catch (SQLException failure) {
                if (attempt == MOST_ATTEMPTS || !StoreFailures.isTemporary(failure)) {
                    throw StoreFailures.ended(failure, database);
                }
                events.progress("The database broke off; loading again.");
            }
        }
    }

    /** What {@link #load} would do. Reads and checks all embeddings, and writes nothing. */
    public LoadPlan plan(ModelBundle bundle, IndexChoice index) throws Exception {
        try (Connection connection = connect()) {
            new VectorExtension(connection, database, events).check();
            ServedViews views = new ServedViews(connection);
            views.requireNames();
            Manifest manifest = bundle.manifest();
            ZeroVectors zeros = new ZeroVectors(manifest.similarityDimensions());
            for (EmbeddingKind kind : EmbeddingKind.values()) {
                Optional<EmbeddingRows> rows = rows(bundle, kind, zeros);
                if (rows.isPresent()) {
                    rows.get().forEach(EmbeddingRows.RowSink.NONE);
                }
            }
            zeros.warning().ifPresent(events::warning);
            StoredVersion planned = StoredVersion.of(
                    manifest, index.isWanted(manifest.itemEmbeddings().rows()));
            return new LoadPlan(
                    connection.getMetaData().getDatabaseProductVersion(),
                    views.version(),
                    new VersionRegistry(connection)
                            .all().stream().map(StoredVersion::version).toList(),
                    planned.version(),
                    planned.items(),
                    planned.users(),
                    planned.dimension(),
                    planned.similarityDimensions(),
                    planned.indexed(),
                    zeros.count());
        } catch (SQLException failure) {
            throw StoreFailures.ended(failure, database);
        }
    }

    private Connection connect() throws Exception {
        try {
            return Retries.within(
                    database.timeout(),
                    StoreFailures::isTemporary,
                    (tries, failure) ->
                            events.progress("The database does not answer; trying again (" + tries + " tries so far)."),
                    database::connect);
        } catch (SQLException failure) {
            throw StoreFailures.ended(failure, database);
        }
    }

    private LoadResult load(Connection connection, Supplier<ModelBundle> latest, IndexChoice index, int keepVersions)
            throws Exception {
        requireSchema(connection);
        LoaderLock.take(connection, database.timeout(), events);
        ModelBundle bundle = latest.get();
        new VectorExtension(connection, database, events).ensure();
        ServedViews views = new ServedViews(connection);
        views.requireNames();
        VersionRegistry registry = new VersionRegistry(connection);
        registry.ensure();
        for (String leftover : registry.leftovers()) {
            Sql.transaction(connection, () -> registry.remove(leftover));
        }
        Manifest manifest = bundle.manifest();
        Optional<StoredVersion> known = registry.find(manifest.version());
        if (known.isPresent()) {
            requireSame(known.get(), manifest);
        }
        Optional<String> served = views.version();
        boolean unchanged = known.isPresent() && served.equals(Optional.of(manifest.version()));
        Durations durations = new Durations();
        ZeroVectors zeros = new ZeroVectors(manifest.similarityDimensions());
        StoredVersion stored = known.isPresent()
                ? known.get()
                : fill(
                        connection,
                        bundle,
                        index.isWanted(manifest.itemEmbeddings().rows()),
                        registry,
                        zeros,
                        durations);
        zeros.warning().ifPresent(events::warning);
        if (!unchanged) {
            views.swap(stored, database.timeout(), events);
        }
        return new LoadResult(
                stored.version(),
                unchanged
                        ? LoadResult.Outcome.UNCHANGED
                        : known.isPresent() ? LoadResult.Outcome.SWAPPED : LoadResult.Outcome.LOADED,
                served.filter(version -> !version.equals(stored.version())),
                stored.items(),
                stored.users(),
                stored.dimension(),
                stored.indexed(),
                zeros.count(),
                new OldVersions(connection, registry, events).drop(stored.version(), keepVersions),
                durations.copying,
                durations.indexing);
    }

    private StoredVersion fill(
            Connection connection,
            ModelBundle bundle,
            boolean indexed,
            VersionRegistry registry,
            ZeroVectors zeros,
            Durations durations)
            throws SQLException {
        Manifest manifest = bundle.manifest();
        // A row without its tables, where somebody dropped them.
        Sql.transaction(connection, () -> registry.remove(manifest.version()));
        try (LoadProgress progress = new LoadProgress(events)) {
            TableLoader loader = new TableLoader(connection, progress, registry, manifest.version());
            long start = System.nanoTime();
            for (EmbeddingKind kind : EmbeddingKind.values()) {
                Optional<EmbeddingRows> rows = rows(bundle, kind, zeros);
                if (rows.isPresent()) {
                    loader.fill(kind, rows.get(), manifest.dimension());
                } else {
                    loader.leaveEmpty(kind, manifest.dimension());
                }
            }
            long copied = System.nanoTime();
            if (indexed) {
                loader.index(manifest.similarityDimensions());
            }
            durations.copying = Duration.ofNanos(copied - start);
            durations.indexing = Duration.ofNanos(indexed ? System.nanoTime() - copied : 0);
        } catch (JobException refused) {
            Sql.transaction(connection, () -> registry.remove(manifest.version()));
            throw refused;
        }
        StoredVersion stored = StoredVersion.of(manifest, indexed);
        registry.add(stored);
        return stored;
    }

    private static Optional<EmbeddingRows> rows(ModelBundle bundle, EmbeddingKind kind, ZeroVectors zeros) {
        Optional<EmbeddingsDescription> description =
                switch (kind) {
                    case ITEM -> Optional.of(bundle.manifest().itemEmbeddings());
                    case USER -> bundle.manifest().userEmbeddings();
                };
        return description.map(embeddings -> new EmbeddingRows(
                bundle, kind, embeddings, kind == EmbeddingKind.ITEM ? zeros : EmbeddingRows.RowSink.NONE));
    }

    private void requireSchema(Connection connection) throws SQLException {
        if (!Sql.isTrue(connection, "SELECT current_schema() IS NOT NULL")) {
            throw new JobException(
                    ExitCode.SCHEMA_MISMATCH,
                    "Cannot use the vector database " + database.url(),
                    "no schema on the search path is there",
                    "Create the schema, or name another one in --vector-url (?currentSchema=…)");
        }
    }

    private static void requireSame(StoredVersion stored, Manifest manifest) {
        if (!stored.checksum().equals(StoredVersion.checksum(manifest))) {
            throw new JobException(
                    ExitCode.CONTRACT_VIOLATED,
                    "Cannot load version " + manifest.version(),
                    "the database has a version of that name with other embeddings, and versions never change",
                    "Export the model under a new version");
        }
    }

    private static final class Durations {
        private Duration copying = Duration.ZERO;
        private Duration indexing = Duration.ZERO;
    }
}
