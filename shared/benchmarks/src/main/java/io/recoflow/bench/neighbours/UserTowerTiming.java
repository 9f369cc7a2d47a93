package io.recoflow.bench.neighbours;

import io.recoflow.bench.neighbours.NearestNeighboursResult.Scoring;
import io.recoflow.jobs.train.factorization.CategoricalFeature;
import io.recoflow.jobs.train.factorization.FeatureBlock;
import io.recoflow.jobs.train.factorization.NumericFeature;
import io.recoflow.jobs.train.factorization.TowerWeights;
import io.recoflow.jobs.train.onnx.LinearTower;
import io.recoflow.model.bundle.EmbeddingsDescription;
import io.recoflow.model.bundle.Manifest;
import io.recoflow.model.bundle.TowerDescription;
import io.recoflow.model.scoring.BoundTower;
import io.recoflow.model.scoring.FeatureTable;
import io.recoflow.model.scoring.Tower;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A user tower of the reference trainer: 300 cities, 20 countries, credit limit, 10,000 customers. */
final class UserTowerTiming {

    private static final int CITIES = 300;
    private static final int COUNTRIES = 20;
    private static final int CUSTOMERS = 10_000;
    private static final List<Integer> BATCHES = List.of(1, 256);

    private UserTowerTiming() {}

    static List<Scoring> measure(Duration window) throws Exception {
        FeatureBlock features = new FeatureBlock(
                List.of(
                        new CategoricalFeature("city", names("City", CITIES)),
                        new CategoricalFeature("country", names("Country", COUNTRIES))),
                List.of(0, 1),
                List.of(new NumericFeature("creditLimit", 70_000, 1 / 30_000.0)),
                List.of(2),
                new CategoricalFeature("customerNumber", names("", CUSTOMERS)));
        Random random = new Random(42);
        byte[] onnx = LinearTower.user(
                features,
                new TowerWeights(
                        Catalogue.DIMENSION,
                        Stream.of(CITIES, COUNTRIES, 1, CUSTOMERS)
                                .map(rows -> random.doubles((long) rows * Catalogue.DIMENSION, -1, 1)
                                        .toArray())
                                .toList(),
                        3));
        Manifest manifest = manifest(features);
        try (Tower tower = Tower.load(onnx, manifest.userTower(), manifest)) {
            BoundTower bound = tower.bind(List.of("city", "country", "creditLimit", "customerNumber"));
            Scoring[] results = new Scoring[BATCHES.size()];
            for (int i = 0; i < results.length; i++) {
                FeatureTable rows = rows(BATCHES.get(i));
                double micros = Timing.medianMicros(window, time -> {
                    if (bound.embed(rows).rows() != rows.rows()) {
                        throw new IllegalStateException("Rows are missing");
                    }
                });
                results[i] = new Scoring("user-tower-" + rows.rows(), micros / rows.rows());
            }
            return List.of(results);
        }
    }

    private static Manifest manifest(FeatureBlock features) {
        return new Manifest(
                Manifest.FORMAT_VERSION,
                "benchmark",
                Instant.EPOCH,
                "random weights",
                Catalogue.DIMENSION,
                Catalogue.SIMILARITY_DIMENSIONS,
                new TowerDescription("user_tower.onnx", LinearTower.inputs(features)),
                Optional.empty(),
                new EmbeddingsDescription("items", 0),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private static FeatureTable rows(int count) {
        Object[][] values = new Object[count][];
        Arrays.setAll(values, row -> new Object[] {
            "City" + row % CITIES, "Country" + row % COUNTRIES, 1_000.0 * row, String.valueOf(row % CUSTOMERS)
        });
        return new FeatureTable() {
            @Override
            public int rows() {
                return count;
            }

            @Override
            public @Nullable Object value(int row, int column) {
                return values[row][column];
            }
        };
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(each -> prefix + each)
                .sorted()
                .toList();
    }
}
