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

    private static final String FACTORS = "factors";
    private static final String LINEAR = "linear";
    private static final String OWN = "own";

    private final OnnxGraph graph = new OnnxGraph();
    private final FeatureBlock features;
    private final TowerWeights weights;

    /** ½ Σₖ vⱼₖ² of each dimension. */
    private final double[] halfSquares;

    private FactorizationTower(FeatureBlock features, TowerWeights weights) {
        this.features = features;
        this.weights = weights;
        this.halfSquares = Arrays.stream(weights.factors())
                .mapToDouble(row -> Arrays.stream(row).map(v -> v * v / 2).sum())
                .toArray();
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
        tower.graph.split(tower.multiplied(1), EMBEDDING, weights.factorSize() + 1, LINEAR);
        tower.own(EMBEDDING, CONSTANT);
        tower.graph.output(EMBEDDING, weights.factorSize() + 1);
        tower.graph.output(CONSTANT, 1);
        return tower.bytes("user_tower");
    }

    public static byte[] item(FeatureBlock features, TowerWeights weights) {
        FactorizationTower tower = new FactorizationTower(features, weights);
        tower.graph.split(tower.multiplied(0), FACTORS, weights.factorSize(), LINEAR);
        tower.own(FACTORS, OWN);
        tower.graph.concat(List.of(FACTORS, OWN), EMBEDDING);
        tower.graph.output(EMBEDDING, weights.factorSize() + 1);
        return tower.bytes("item_tower");
    }

    private byte[] bytes(String name) {
        OnnxMl.ModelProto model = graph.model(name);
        return model.toByteArray();
    }

    /** x: categories as zeros and ones, and numbers scaled; behind it the squares of the numbers. */
    private String features() {
        List<String> parts = new ArrayList<>();
        for (CategoricalFeature feature : features.categorical()) {
            graph.textInput(feature.name());
            parts.add(graph.oneHot(feature.name(), feature.categories()));
        }
        List<String> columns = new ArrayList<>();
        for (NumericFeature feature : features.numeric()) {
            graph.numberInput(feature.name());
            columns.add(feature.name());
        }
        if (!columns.isEmpty()) {
            String numbers = graph.scaled(
                    columns.size() == 1 ? columns.get(0) : graph.concat(columns, "numbers"),
                    features.numeric().stream()
                            .mapToDouble(NumericFeature::mean)
                            .toArray(),
                    features.numeric().stream()
                            .mapToDouble(NumericFeature::scale)
                            .toArray());
            parts.add(numbers);
            parts.add(graph.square(numbers));
        }
        return parts.size() == 1 ? parts.get(0) : graph.concat(parts, "features");
    }

    /**
     * e followed by as many ones as asked for, and s without ½‖e‖². One multiplication does it, since all of that is
     * linear in x and the squares of its numbers: a category's xⱼ is 0 or 1, and so its own square. Few nodes matter, for
     * a row of its own takes as long as there are nodes.
     */
    private String multiplied(int ones) {
        int factors = weights.factorSize();
        int size = features.size();
        int categories = size - features.numeric().size();
        double[][] matrix = new double[size + features.numeric().size()][];
        for (int j = 0; j < size; j++) {
            matrix[j] = Arrays.copyOf(weights.factors()[j], factors + ones + 1);
            matrix[j][factors + ones] = weights.linear()[j] - (j < categories ? halfSquares[j] : 0);
        }
        for (int j = size; j < matrix.length; j++) {
            matrix[j] = new double[factors + ones + 1];
            matrix[j][factors + ones] = -halfSquares[j - size + categories];
        }
        double[] offset = new double[factors + ones + 1];
        Arrays.fill(offset, factors, factors + ones, 1);
        // The ones will count in the norm.
        offset[factors + ones] = weights.constant() - ones / 2.0;
        return graph.multiply(features(), "weights", matrix, offset);
    }

    /** s, of e (and a one, where there is one) and the linear part. */
    private void own(String factors, String output) {
        graph.add(LINEAR, graph.scaledBy(graph.sumOfSquares(factors), "half", 0.5), output);
    }
}
