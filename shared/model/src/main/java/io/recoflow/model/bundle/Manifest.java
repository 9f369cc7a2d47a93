package io.recoflow.model.bundle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a model bundle holds, as {@code manifest.json}. A user's score of an item is the inner product of their
 * embeddings, plus the user's constant where the user tower gives one.
 *
 * @param formatVersion {@value #FORMAT_VERSION}
 * @param version the bundle's name
 * @param producer what trained the model, in words
 * @param dimension of every embedding
 * @param similarityDimensions how many of an item embedding's first dimensions tell similar items; those behind them
 *     only say how good an item is
 * @param itemTower empty where embeddings come for known items only
 * @param userEmbeddings empty where users are embedded by the tower only
 * @param trainingSnapshot of the lake's {@code ratings_ml_training}; empty where the model was trained on other data
 * @param metrics empty where nothing was measured
 * @param files what each file of the bundle must be, by its path below the bundle's folder
 * @param foldIn how a session moves a shopper's embedding; empty where it does not
 */
public record Manifest(
        int formatVersion,
        String version,
        Instant createdAt,
        String producer,
        int dimension,
        int similarityDimensions,
        TowerDescription userTower,
        Optional<TowerDescription> itemTower,
        EmbeddingsDescription itemEmbeddings,
        Optional<EmbeddingsDescription> userEmbeddings,
        Optional<String> trainingSnapshot,
        Optional<OfflineMetrics> metrics,
        Map<String, FileDigest> files,
        Optional<FoldInDescription> foldIn) {

    /** Written by this release. Format 1 is the same without {@code foldIn}, and is read as well. */
    public static final int FORMAT_VERSION = 2;

    static final int OLDEST_FORMAT_VERSION = 1;

    /** What pgvector indexes at most (its README, "HNSW"). */
    public static final int MOST_DIMENSIONS = 2_000;

    public Manifest {
        files = new TreeMap<>(files);
    }

    /** Of a model that a session does not move. */
    public Manifest(
            int formatVersion,
            String version,
            Instant createdAt,
            String producer,
            int dimension,
            int similarityDimensions,
            TowerDescription userTower,
            Optional<TowerDescription> itemTower,
            EmbeddingsDescription itemEmbeddings,
            Optional<EmbeddingsDescription> userEmbeddings,
            Optional<String> trainingSnapshot,
            Optional<OfflineMetrics> metrics,
            Map<String, FileDigest> files) {
        this(
                formatVersion,
                version,
                createdAt,
                producer,
                dimension,
                similarityDimensions,
                userTower,
                itemTower,
                itemEmbeddings,
                userEmbeddings,
                trainingSnapshot,
                metrics,
                files,
                Optional.empty());
    }

    /** The files that the bundle needs, in a fixed order. */
    public List<String> neededFiles() {
        return Stream.of(
                        Stream.of(userTower.file()),
                        itemTower.map(TowerDescription::file).stream(),
                        Stream.of(itemEmbeddings.file()),
                        userEmbeddings.map(EmbeddingsDescription::file).stream())
                .flatMap(each -> each)
                .toList();
    }

    /** What is wrong with the manifest by itself; none for a good one. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (dimension < 1 || dimension > MOST_DIMENSIONS) {
            problems.add("dimension is " + dimension + ", and must be 1 to " + MOST_DIMENSIONS);
        }
        if (similarityDimensions < 1 || similarityDimensions > dimension) {
            problems.add("similarityDimensions is " + similarityDimensions + ", and must be 1 to dimension, which is "
                    + dimension);
        }
        if (!ModelVersion.isValid(version)) {
            problems.add("version is '" + version + "'; " + ModelVersion.RULE);
        }
        for (String file : neededFiles()) {
            if (file.startsWith("/") || List.of(file.split("/")).contains("..")) {
                problems.add(file + " lies outside the bundle");
            } else if (!files.containsKey(file)) {
                problems.add("files has no checksum of " + file);
            }
        }
        foldIn.ifPresent(each -> problems.addAll(each.problems(dimension, similarityDimensions)));
        return problems;
    }
}
