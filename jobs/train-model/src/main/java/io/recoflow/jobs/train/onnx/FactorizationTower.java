package io.recoflow.jobs.train.onnx;

import ai.onnx.proto.OnnxMl;
import io.recoflow.jobs.train.factorization.CategoricalFeature;
import io.recoflow.jobs.train.factorization.FeatureBlock;
import io.recoflow.jobs.train.factorization.NumericFeature;
import io.recoflow.jobs.train.factorization.TowerWeights;
import io.recoflow.model.bundle.TowerInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * One side of a factorization machine as an ONNX graph, from raw features to an embedding of K + 1 dimensions. With e
 * and s as in {@link io.recoflow.jobs.train.factorization.FactorizationModel}, the user tower gives [e, 1] and the
 * constant s, the item tower [e, s]: the inner product of both and the constant are the predicted rating.
 */
public final class FactorizationTower {

    private static final String EMBEDDING = "embedding";
    private static final String CONSTANT = "constant";

    private final OnnxGraph graph = new OnnxGraph();
    private final FeatureBlock features;
    private final TowerWeights weights;

    private FactorizationTower(FeatureBlock features, TowerWeights weights) {
        this.features = features;
        this.weights = weights;
    }

    /** What a tower of these features takes, in the order of the graph. */
    public static List<TowerInput> inputs(FeatureBlock features) {
        return Stream.concat(
                        features.categorical().stream().map(feature -> TowerInput.text(feature.name())),
                        features.numeric().stream().map(feature -> TowerInput.number(feature.name(), feature.mean())))
                .toList();
    }

    public static byte[] user(FeatureBlock features, TowerWeights weights) {
        FactorizationTower tower = new FactorizationTower(features, weights);
        String x = tower.features();
        String factors = tower.factors(x);
        tower.graph.identity(tower.own(x, factors), CONSTANT);
        tower.graph.concat(List.of(factors, tower.ones(x)), EMBEDDING);
        tower.graph.output(EMBEDDING, weights.factorSize() + 1);
        tower.graph.output(CONSTANT, 1);
        return tower.bytes("user_tower");
    }

    public static byte[] item(FeatureBlock features, TowerWeights weights) {
        FactorizationTower tower = new FactorizationTower(features, weights);
        String x = tower.features();
        String factors = tower.factors(x);
        tower.graph.concat(List.of(factors, tower.own(x, factors)), EMBEDDING);
        tower.graph.output(EMBEDDING, weights.factorSize() + 1);
        return tower.bytes("item_tower");
    }

    private byte[] bytes(String name) {
        OnnxMl.ModelProto model = graph.model(name);
        return model.toByteArray();
    }

    /** x: categories as zeros and ones, numbers scaled. */
    private String features() {
        List<String> parts = new ArrayList<>();
        for (CategoricalFeature feature : features.categorical()) {
            graph.textInput(feature.name());
            parts.add(graph.oneHot(feature.name(), feature.categories()));
        }
        List<String> numbers = new ArrayList<>();
        for (NumericFeature feature : features.numeric()) {
            graph.numberInput(feature.name());
            numbers.add(graph.asColumn(feature.name()));
        }
        if (!numbers.isEmpty()) {
            parts.add(graph.scaled(
                    numbers.size() == 1 ? numbers.get(0) : graph.concat(numbers, "numbers"),
                    features.numeric().stream()
                            .mapToDouble(NumericFeature::mean)
                            .toArray(),
                    features.numeric().stream()
                            .mapToDouble(NumericFeature::scale)
                            .toArray()));
        }
        return parts.size() == 1 ? parts.get(0) : graph.concat(parts, "features");
    }

    /** e = xV. */
    private String factors(String x) {
        return graph.multiply(x, "factors", weights.factors(), new double[weights.factorSize()]);
    }

    /** s = x·w + constant + ½(‖e‖² − x²·rowsums(V²)). */
    private String own(String x, String factors) {
        double[] squares = Arrays.stream(weights.factors())
                .mapToDouble(row -> Arrays.stream(row).map(v -> -v * v / 2).sum())
                .toArray();
        String linear = graph.multiply(x, "linear", column(weights.linear()), new double[] {weights.constant()});
        String within = graph.multiply(graph.square(x), "within", column(squares), new double[] {0});
        double[] halves = new double[weights.factorSize()];
        Arrays.fill(halves, 0.5);
        String norm = graph.multiply(graph.square(factors), "norm", column(halves), new double[] {0});
        return graph.add(graph.add(linear, within), norm);
    }

    private String ones(String x) {
        return graph.multiply(x, "ones", column(new double[features.size()]), new double[] {1});
    }

    private static double[][] column(double[] values) {
        return Arrays.stream(values).mapToObj(value -> new double[] {value}).toArray(double[][]::new);
    }
}
