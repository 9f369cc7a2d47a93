package io.recoflow.model.check;

import io.recoflow.model.bundle.Embedding;
import io.recoflow.model.bundle.EmbeddingFormatException;
import io.recoflow.model.bundle.EmbeddingIds;
import io.recoflow.model.bundle.EmbeddingReader;
import io.recoflow.model.bundle.EmbeddingsDescription;
import io.recoflow.model.bundle.Manifest;
import io.recoflow.model.bundle.ModelBundle;
import io.recoflow.model.bundle.TowerDescription;
import io.recoflow.model.scoring.FeatureTable;
import io.recoflow.model.scoring.Tower;
import io.recoflow.model.scoring.Vectors;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at everything in a bundle, and tells all that is wrong at once. */
public final class BundleCheck {

    /** Of one file; a wrong dimension is wrong in every line. */
    private static final int MOST_PROBLEMS = 5;

    /** The square of a longer one is no number of 32 bits. */
    private static final double LONGEST_VECTOR = Math.sqrt(Float.MAX_VALUE);

    private BundleCheck() {}

    /**
     * What is wrong, a line each; none for a bundle that can be served. Holds the ids of a file in memory.
     *
     * @throws JobException with exit code 6 where storage fails
     */
    public static List<String> problems(ModelBundle bundle) {
        List<String> problems = new ArrayList<>(bundle.damage());
        Manifest manifest = bundle.manifest();
        if (problems.isEmpty()) {
            List<String> loading = tower(bundle, manifest.userTower());
            problems.addAll(loading.isEmpty() ? probes(bundle, manifest.userTower()) : loading);
            manifest.itemTower().ifPresent(tower -> problems.addAll(tower(bundle, tower)));
            problems.addAll(embeddings(bundle, manifest.itemEmbeddings()));
            manifest.userEmbeddings().ifPresent(users -> problems.addAll(embeddings(bundle, users)));
        }
        return problems;
    }

    /**
     * What keeps the bundle's user tower from being served; none for one that can be.
     *
     * @throws JobException with exit code 6 where storage fails
     */
    public static List<String> userTowerProblems(ModelBundle bundle) {
        return tower(bundle, bundle.manifest().userTower());
    }

    /** Whether a tower can be loaded, and gives finite numbers for a row of nothing. */
    private static List<String> tower(ModelBundle bundle, TowerDescription description) {
        try (Tower tower = Tower.load(bundle.read(description), description, bundle.manifest())) {
            List<String> names =
                    description.inputs().stream().map(input -> input.name()).toList();
            Vectors vectors = tower.bind(names).embed(new NothingKnown());
            return Stream.concat(
                            notFinite(vectors)
                                    .map(value ->
                                            description.file() + " gives " + value + " where nothing is known of a row")
                                    .stream(),
                            FoldInCheck.problems(bundle.manifest(), description, vectors).stream())
                    .toList();
        } catch (JobException e) {
            if (e.exitCode() != ExitCode.CONTRACT_VIOLATED) {
                throw e;
            }
            return List.of(description.file() + ": " + e.causeText());
        } catch (IllegalStateException e) {
            return List.of(description.file() + " fails on a row of which nothing is known: "
                    + Optional.ofNullable(e.getCause())
                            .map(Throwable::getMessage)
                            .orElse(e.getMessage()));
        }
    }

    private static List<String> probes(ModelBundle bundle, TowerDescription description) {
        try (Tower tower = Tower.load(bundle.read(description), description, bundle.manifest())) {
            return new TowerProbes(tower, description).problems();
        }
    }

    /**
     * How long the user tower takes in this process, when it is warm.
     *
     * @throws JobException with exit code 5 where it cannot be used, 6 where storage fails
     */
    public static TowerTiming userTowerTiming(ModelBundle bundle) {
        TowerDescription description = bundle.manifest().userTower();
        try (Tower tower = Tower.load(bundle.read(description), description, bundle.manifest())) {
            return TowerTiming.of(tower);
        }
    }

    private static Optional<Float> notFinite(Vectors vectors) {
        return Stream.of(vectors.embeddings(), vectors.constants())
                .flatMap(values -> IntStream.range(0, values.length).mapToObj(i -> values[i]))
                .filter(value -> !Float.isFinite(value))
                .findFirst();
    }

    private static List<String> embeddings(ModelBundle bundle, EmbeddingsDescription description) {
        List<String> problems = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        long rows = 0;
        long found = 0;
        try (EmbeddingReader reader = bundle.read(description)) {
            while (true) {
                Optional<String> problem = Optional.empty();
                try {
                    Optional<Embedding> next = reader.next();
                    if (next.isEmpty()) {
                        break;
                    }
                    problem = idProblem(description.file(), next.get().id(), ids)
                            .or(() -> lengthProblem(description.file(), next.get()));
                } catch (EmbeddingFormatException e) {
                    problem = Optional.ofNullable(e.getMessage());
                }
                rows++;
                if (problem.isPresent() && ++found <= MOST_PROBLEMS) {
                    problems.add(problem.get());
                }
            }
        }
        if (found > MOST_PROBLEMS) {
            problems.add(description.file() + ": " + (found - MOST_PROBLEMS) + " more lines are wrong");
        }
        if (rows != description.rows()) {
            problems.add(description.file() + " has " + rows + " rows, and the manifest says " + description.rows());
        }
        return problems;
    }

    /** Whether its inner products and its direction can be told in 32 bits; one of zeros has no direction, and may be. */
    private static Optional<String> lengthProblem(String file, Embedding embedding) {
        double sum = 0;
        for (float value : embedding.values()) {
            sum += (double) value * value;
        }
        double length = Math.sqrt(sum);
        if (length > 0 && length < Float.MIN_NORMAL) {
            return Optional.of(file + ": the vector of " + embedding.id() + " has the length " + (float) length
                    + ", too short to tell its direction");
        }
        return length > LONGEST_VECTOR
                ? Optional.of(file + ": the vector of " + embedding.id() + " has the length " + (float) length
                        + ", so long that scores are not finite")
                : Optional.empty();
    }

    private static Optional<String> idProblem(String file, String id, Set<String> ids) {
        return EmbeddingIds.problem(id)
                .map(problem -> file + ": " + problem)
                .or(() -> ids.add(id) ? Optional.empty() : Optional.of(file + " has " + id + " twice"));
    }

    /** One row without a value. */
    private static final class NothingKnown implements FeatureTable {

        @Override
        public int rows() {
            return 1;
        }

        @Override
        public @Nullable Object value(int row, int column) {
            return null;
        }
    }
}
