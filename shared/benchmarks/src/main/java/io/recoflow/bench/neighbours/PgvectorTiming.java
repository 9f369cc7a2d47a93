package io.recoflow.bench.neighbours;

import io.recoflow.bench.neighbours.NearestNeighboursResult.Approximate;
import io.recoflow.local.postgres.LocalPostgres;
import io.recoflow.local.process.TemporaryDirectory;
import io.recoflow.model.bundle.BundleInProgress;
import io.recoflow.model.bundle.EmbeddingWriter;
import io.recoflow.model.bundle.EmbeddingsDescription;
import io.recoflow.model.bundle.Manifest;
import io.recoflow.model.bundle.ModelArtifacts;
import io.recoflow.model.bundle.ModelBundle;
import io.recoflow.model.bundle.TowerDescription;
import io.recoflow.model.bundle.TowerInput;
import io.recoflow.model.store.IndexChoice;
import io.recoflow.model.store.LoadEvents;
import io.recoflow.model.store.LoadResult;
import io.recoflow.model.store.VectorDatabase;
import io.recoflow.model.store.VectorStore;
import io.recoflow.runtime.secret.DatabaseCredentials;
import io.recoflow.runtime.secret.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/** A catalogue in PostgreSQL with an HNSW index, loaded as load-embeddings does. */
final class PgvectorTiming implements AutoCloseable {

    static final int BATCH = 64;

    /** An index of a million items that does not fit takes many times as long to build. */
    private static final String MEMORY_TO_INDEX = "&options=-c%20maintenance_work_mem=1GB";

    private static final List<Integer> EF_SEARCH = List.of(40, 100, 200);
    private static final String ONE = "SELECT id FROM item_emb ORDER BY embedding <#> ?::vector LIMIT 10";
    private static final String MANY = "SELECT q.place, n.id FROM unnest(?::text[]) WITH ORDINALITY AS q(text, place)"
            + " CROSS JOIN LATERAL (SELECT id FROM item_emb ORDER BY embedding <#> q.text::vector LIMIT 10) n";

    private final LocalPostgres server;
    private final TemporaryDirectory directory;

    private PgvectorTiming(LocalPostgres server, TemporaryDirectory directory) {
        this.server = server;
        this.directory = directory;
    }

    static PgvectorTiming start() {
        return new PgvectorTiming(LocalPostgres.start(), TemporaryDirectory.create("recoflow-bench-"));
    }

    /** Whether it is a real server, with the speed of one. */
    boolean isInstalled() {
        return server.isInstalled();
    }

    /** @param nearest the ids of each user's ten nearest items */
    List<Approximate> measure(Catalogue catalogue, List<Set<String>> nearest, Duration window) throws Exception {
        load(catalogue);
        List<Approximate> results = new ArrayList<>();
        List<String> users =
                catalogue.users().stream().map(PgvectorTiming::literal).toList();
        String name = "pgvector-" + catalogue.items().size();
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                Statement settings = connection.createStatement();
                PreparedStatement one = connection.prepareStatement(ONE);
                PreparedStatement many = connection.prepareStatement(MANY)) {
            for (int efSearch : EF_SEARCH) {
                settings.execute("SET hnsw.ef_search = " + efSearch);
                double recall = 0;
                for (int user = 0; user < users.size(); user++) {
                    Set<String> found = new HashSet<>(one(one, users.get(user)));
                    found.retainAll(nearest.get(user));
                    recall += (double) found.size() / nearest.get(user).size();
                }
                double share = recall / users.size();
                results.add(new Approximate(
                        name + "-ef" + efSearch,
                        Timing.medianMicros(window, time -> one(one, users.get(time % users.size()))),
                        share));
                String[] batch = users.subList(0, BATCH).toArray(String[]::new);
                results.add(new Approximate(
                        name + "-ef" + efSearch + "-batch" + BATCH,
                        Timing.medianMicros(window, time -> many(connection, many, batch)) / BATCH,
                        share));
            }
        }
        return results;
    }

    @Override
    public void close() {
        server.close();
        directory.close();
    }

    private void load(Catalogue catalogue) throws Exception {
        ModelArtifacts artifacts =
                ModelArtifacts.open(directory.path().toUri().toString(), new Configuration(), Clock.systemUTC());
        ModelBundle bundle = bundle(artifacts, catalogue);
        VectorDatabase database = new VectorDatabase(
                server.jdbcUrl() + (server.isInstalled() ? MEMORY_TO_INDEX : ""),
                new DatabaseCredentials(server.user(), new Secret(server.password())),
                Duration.ofMinutes(5));
        LoadResult result = new VectorStore(database, new ToStandardError()).load(() -> bundle, IndexChoice.HNSW, 1);
        System.err.printf(
                Locale.ROOT,
                "%,d items loaded in %d ms, indexed in %d ms%n",
                result.items(),
                result.copying().toMillis(),
                result.indexing().toMillis());
    }

    private static ModelBundle bundle(ModelArtifacts artifacts, Catalogue catalogue) {
        String tower = "model/user_tower.onnx";
        String items = "embeddings/item_embeddings.csv";
        try (BundleInProgress bundle = artifacts.begin()) {
            bundle.write(tower, stream -> stream.write(0));
            bundle.write(items, stream -> EmbeddingWriter.write(catalogue.items().stream(), stream));
            bundle.publish(new Manifest(
                    Manifest.FORMAT_VERSION,
                    bundle.version(),
                    Instant.EPOCH,
                    "made-up vectors",
                    Catalogue.DIMENSION,
                    Catalogue.SIMILARITY_DIMENSIONS,
                    new TowerDescription(tower, List.of(TowerInput.text("city"))),
                    Optional.empty(),
                    new EmbeddingsDescription(items, catalogue.items().size()),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    bundle.files()));
            return artifacts.version(bundle.version());
        }
    }

    private static List<String> one(PreparedStatement statement, String user) throws SQLException {
        statement.setString(1, user);
        List<String> ids = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }

    private static void many(Connection connection, PreparedStatement statement, String[] users) throws SQLException {
        statement.setArray(1, connection.createArrayOf("text", users));
        int rows = 0;
        try (ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                rows++;
            }
        }
        if (rows != 10 * users.length) {
            throw new IllegalStateException(rows + " rows for " + users.length + " users");
        }
    }

    private static String literal(float[] vector) {
        StringBuilder text = new StringBuilder("[");
        for (int d = 0; d < vector.length; d++) {
            text.append(d == 0 ? "" : ",").append(vector[d]);
        }
        return text.append(']').toString();
    }

    /** Progress of a load. */
    private static final class ToStandardError implements LoadEvents {

        @Override
        public void progress(String line) {
            System.err.println(line);
        }

        @Override
        public void warning(String line) {
            System.err.println(line);
        }
    }
}
