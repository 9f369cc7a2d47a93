package io.recoflow.jobs.train.factorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recoflow.jobs.train.data.Entity;
import io.recoflow.jobs.train.onnx.FactorizationTower;
import io.recoflow.model.bundle.EmbeddingsDescription;
import io.recoflow.model.bundle.Manifest;
import io.recoflow.model.bundle.TowerDescription;
import io.recoflow.model.scoring.FeatureTable;
import io.recoflow.model.scoring.Tower;
import io.recoflow.model.scoring.Vectors;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A factorization machine is exactly two towers: on random machines, against the definition by pairs of features. */
class FactorizationIdentityTest {

    private static final FeatureBlock CUSTOMERS = new FeatureBlock(
            List.of(
                    new CategoricalFeature("city", List.of("Lyon", "Nice", "Oslo")),
                    new CategoricalFeature("country", List.of("France", "Norway"))),
            List.of(0, 1),
            List.of(new NumericFeature("creditLimit", 50_000, 1 / 20_000.0)),
            List.of(2));
    private static final FeatureBlock ITEMS = new FeatureBlock(
            List.of(new CategoricalFeature("productCode", List.of("a", "b", "c", "d"))),
            List.of(0),
            List.of(new NumericFeature("buyPrice", 40, 0.05), new NumericFeature("MSRP", 90, 0.02)),
            List.of(1, 2));

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 31, 64})
    void predictionByPairsByTowersAndByOnnxAreTheSame(int factors) {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed + " (repeat with -Dseed=" + seed + ")");
        Random random = new Random(seed);
        int size = CUSTOMERS.size() + ITEMS.size();
        double[][] weights = new double[size][];
        Arrays.setAll(weights, row -> random.doubles(factors, -0.5, 0.5).toArray());
        double[] linear = random.doubles(size, -1, 1).toArray();
        FactorizationModel model = FactorizationModel.of(CUSTOMERS, ITEMS, weights, linear, 3.5);
        Manifest manifest = manifest(factors + 1);
        try (Tower user = Tower.load(
                        FactorizationTower.user(CUSTOMERS, model.customers()), manifest.userTower(), manifest);
                Tower item = Tower.load(
                        FactorizationTower.item(ITEMS, model.items()),
                        manifest.itemTower().orElseThrow(),
                        manifest)) {
            for (Entity customer : List.of(
                    entity("1", "Lyon", "France", 70_000.0),
                    entity("2", "Oslo", "Norway", null),
                    entity("3", "nowhere", null, -1e5))) {
                for (Entity product : List.of(entity("a", "a", 20.0, 150.0), entity("x", "new", null, 33.0))) {
                    double byPairs = byPairs(model, weights, linear, customer, product);
                    Vectors u =
                            user.bind(List.of("city", "country", "creditLimit")).embed(one(customer));
                    Vectors i = item.bind(List.of("productCode", "buyPrice", "MSRP"))
                            .embed(one(product));
                    double byOnnx = u.constants()[0];
                    for (int d = 0; d <= factors; d++) {
                        byOnnx += (double) u.embeddings()[d] * i.embeddings()[d];
                    }

                    assertThat(model.predict(customer, product)).isCloseTo(byPairs, within(1e-10));
                    assertThat(byOnnx).isCloseTo(byPairs, within(1e-4));
                    assertThat(u.embeddings()[factors]).isEqualTo(1);
                }
            }
        }
    }

    /** w0 + Σ wⱼxⱼ + Σ⟨vᵢ,vⱼ⟩xᵢxⱼ over all pairs i &lt; j (Rendle 2010, equation 1). */
    private static double byPairs(
            FactorizationModel model, double[][] weights, double[] linear, Entity customer, Entity item) {
        double[] x = new double[linear.length];
        model.customerFeatures().forEachNonZero(customer, (dimension, value) -> x[dimension] = value);
        model.itemFeatures().forEachNonZero(item, (dimension, value) -> x[CUSTOMERS.size() + dimension] = value);
        double sum = 3.5;
        for (int i = 0; i < x.length; i++) {
            sum += linear[i] * x[i];
            for (int j = i + 1; j < x.length; j++) {
                double product = 0;
                for (int k = 0; k < weights[i].length; k++) {
                    product += weights[i][k] * weights[j][k];
                }
                sum += product * x[i] * x[j];
            }
        }
        return sum;
    }

    private static Manifest manifest(int dimension) {
        return new Manifest(
                Manifest.FORMAT_VERSION,
                "v",
                Instant.EPOCH,
                "random",
                dimension,
                dimension - 1,
                new TowerDescription("user", FactorizationTower.inputs(CUSTOMERS)),
                Optional.of(new TowerDescription("item", FactorizationTower.inputs(ITEMS))),
                new EmbeddingsDescription("items", 0),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private static Entity entity(String id, @Nullable Object... values) {
        return new Entity(id, Arrays.asList(values));
    }

    private static FeatureTable one(Entity entity) {
        return new FeatureTable() {
            @Override
            public int rows() {
                return 1;
            }

            @Override
            public @Nullable Object value(int row, int column) {
                return entity.values().get(column);
            }
        };
    }
}
