package io.recoflow.bench.recommend;

import io.recoflow.jobs.train.factorization.CategoricalFeature;
import io.recoflow.jobs.train.factorization.FeatureBlock;
import io.recoflow.jobs.train.factorization.NumericFeature;
import io.recoflow.jobs.train.factorization.TowerWeights;
import io.recoflow.jobs.train.onnx.LinearTower;
import io.recoflow.local.shop.SampleShop;
import io.recoflow.local.shop.ShopCustomer;
import io.recoflow.model.bundle.BundleInProgress;
import io.recoflow.model.bundle.Embedding;
import io.recoflow.model.bundle.EmbeddingWriter;
import io.recoflow.model.bundle.EmbeddingsDescription;
import io.recoflow.model.bundle.FoldInDescription;
import io.recoflow.model.bundle.Manifest;
import io.recoflow.model.bundle.ModelArtifacts;
import io.recoflow.model.bundle.TowerDescription;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * A model of the sample shop as train-model makes them, but with random weights: how long an answer takes does not depend
 * on whether it is a good one.
 */
final class ServedShop {

    static final int CUSTOMERS = 1_000;
    static final int DIMENSION = 32;

    private static final int SIMILARITY_DIMENSIONS = DIMENSION - 1;
    private static final String TOWER = "model/user_tower.onnx";
    private static final String ITEMS = "embeddings/item_embeddings.csv";
    private static final long SEED = 42;
    private static final double MEAN_CREDIT = 70_000;
    private static final double CREDIT_SCALE = 1 / 30_000.0;

    private ServedShop() {}

    /** The shop whose visitors are simulated: 110 products. */
    static SampleShop shop() {
        return SampleShop.ofCustomers(CUSTOMERS);
    }

    /** Writes the lake and the artifacts that the job serves from. */
    static void write(SampleShop shop, Path lake, Path artifacts) throws IOException {
        ServedLake.write(shop.inventProducts(), lake);
        publishModel(shop, artifacts);
    }

    private static void publishModel(SampleShop shop, Path artifacts) {
        Random random = new Random(SEED);
        FeatureBlock features = features(shop.inventCustomers());
        List<double[]> weights = Stream.of(
                        features.categorical().get(0).categories().size(),
                        features.categorical().get(1).categories().size(),
                        1,
                        features.id().categories().size())
                .map(rows -> vector(random, rows * DIMENSION))
                .toList();
        byte[] tower = LinearTower.user(features, new TowerWeights(DIMENSION, weights, 3));
        List<Embedding> items = shop.inventProducts().stream()
                .map(product -> new Embedding(product.code(), floats(vector(random, DIMENSION))))
                .toList();
        ModelArtifacts all = ModelArtifacts.open(artifacts.toUri().toString(), new Configuration(), Clock.systemUTC());
        try (BundleInProgress bundle = all.begin()) {
            bundle.write(TOWER, stream -> stream.write(tower));
            bundle.write(ITEMS, stream -> EmbeddingWriter.write(items.stream(), stream));
            bundle.publish(new Manifest(
                    Manifest.FORMAT_VERSION,
                    bundle.version(),
                    Instant.EPOCH,
                    "random weights",
                    DIMENSION,
                    SIMILARITY_DIMENSIONS,
                    new TowerDescription(TOWER, LinearTower.inputs(features)),
                    Optional.empty(),
                    new EmbeddingsDescription(ITEMS, items.size()),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Map.copyOf(bundle.files()),
                    Optional.of(new FoldInDescription(0.8, 5, 10, 0.3, 1))));
        }
    }

    private static FeatureBlock features(List<ShopCustomer> customers) {
        return new FeatureBlock(
                List.of(
                        new CategoricalFeature("city", categories(customers, ShopCustomer::city)),
                        new CategoricalFeature("country", categories(customers, ShopCustomer::country))),
                List.of(0, 1),
                List.of(new NumericFeature("creditLimit", MEAN_CREDIT, CREDIT_SCALE)),
                List.of(2),
                new CategoricalFeature(
                        "customerNumber",
                        customers.stream()
                                .map(customer -> String.valueOf(customer.number()))
                                .toList()));
    }

    private static List<String> categories(List<ShopCustomer> customers, Function<ShopCustomer, String> feature) {
        return customers.stream()
                .map(feature)
                .map(String::strip)
                .distinct()
                .sorted()
                .toList();
    }

    private static double[] vector(Random random, int length) {
        return random.doubles(length, -1, 1).toArray();
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
