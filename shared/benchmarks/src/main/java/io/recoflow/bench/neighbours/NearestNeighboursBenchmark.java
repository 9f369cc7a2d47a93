package io.recoflow.bench.neighbours;

import io.recoflow.bench.Benchmark;
import io.recoflow.bench.BenchmarkSettings;
import io.recoflow.bench.Machine;
import io.recoflow.bench.neighbours.NearestNeighboursResult.Exact;
import io.recoflow.bench.neighbours.NearestNeighboursResult.Figures;
import io.recoflow.model.neighbours.ItemMatrix;
import io.recoflow.model.neighbours.Neighbour;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The ten items nearest to a user, among few and many: exactly in memory, and by pgvector. And the user tower. */
public final class NearestNeighboursBenchmark implements Benchmark {

    private static final List<Integer> SIZES = List.of(110, 10_000, 100_000, 1_000_000);
    private static final int NEAREST = 10;

    /** Of each figure, and of the warm-up before it. */
    private static final Duration WINDOW = Duration.ofSeconds(3);

    /** PGlite, which is PostgreSQL as one thread of WebAssembly, would build the index of more for an hour. */
    private static final int MOST_IN_PGLITE = 100_000;

    @Override
    public String name() {
        return "nearest-neighbours";
    }

    @Override
    public NearestNeighboursResult run(BenchmarkSettings settings) throws Exception {
        List<Figures> exact = new ArrayList<>();
        List<Figures> approximate = new ArrayList<>();
        boolean installed;
        try (PgvectorTiming pgvector = PgvectorTiming.start()) {
            installed = pgvector.isInstalled();
            for (int size : SIZES) {
                Catalogue catalogue = Catalogue.of(size);
                ItemMatrix matrix =
                        ItemMatrix.of(catalogue.items(), Catalogue.DIMENSION, Catalogue.SIMILARITY_DIMENSIONS);
                Exact result = new Exact(
                        "exact-" + size,
                        Timing.medianMicros(WINDOW, time -> nearest(matrix, catalogue, time % Catalogue.USERS)));
                System.err.println(result);
                exact.add(result);
                if (installed || size <= MOST_IN_PGLITE) {
                    approximate.addAll(pgvector.measure(catalogue, nearest(matrix, catalogue), WINDOW));
                }
            }
        }
        List<Figures> all = new ArrayList<>(exact);
        all.addAll(approximate);
        all.addAll(UserTowerTiming.measure(WINDOW));
        return new NearestNeighboursResult(name(), all, setup(installed), Machine.description(), Instant.now());
    }

    private static List<Set<String>> nearest(ItemMatrix matrix, Catalogue catalogue) {
        List<Set<String>> all = new ArrayList<>();
        for (int user = 0; user < Catalogue.USERS; user++) {
            all.add(nearest(matrix, catalogue, user).stream()
                    .map(Neighbour::id)
                    .collect(Collectors.toUnmodifiableSet()));
        }
        return all;
    }

    private static List<Neighbour> nearest(ItemMatrix matrix, Catalogue catalogue, int user) {
        return matrix.highestInnerProducts(catalogue.users().get(user), NEAREST, item -> true);
    }

    private static String setup(boolean installed) {
        return "the ten highest inner products of " + Catalogue.USERS + " users with made-up items of "
                + Catalogue.DIMENSION + " dimensions around a hundred centres; medians over "
                + WINDOW.toSeconds() + " s after as long a warm-up, one thread; pgvector is "
                + (installed ? "in the PostgreSQL that is installed here" : "in PGlite (one thread of WebAssembly)")
                + ", with an HNSW index, over a local connection, one query a statement or " + PgvectorTiming.BATCH
                + " in one LATERAL statement";
    }
}
