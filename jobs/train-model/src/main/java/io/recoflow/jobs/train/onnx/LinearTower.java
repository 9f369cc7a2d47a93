package io.recoflow.jobs.train.onnx;

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
 * One side of a {@link io.recoflow.jobs.train.factorization.FactorModel} as an ONNX graph, from raw features to an
 * embedding of K + 1 dimensions: the user tower gives [e, 1], the constant s, and whether it knows the customer's number;
 * the item tower gives [e, s]. A category is looked up, and not multiplied with zeros and ones, so that time does not grow
 * with the number of customers; what is no category is a row of zeros.
 */
public final class LinearTower {

    private static final String EMBEDDING = "embedding";
    private static final String CONSTANT = "constant";
    private static final String KNOWN = "known";

    private final OnnxGraph graph = new OnnxGraph();
    private final FeatureBlock features;
    private final TowerWeights weights;

    /** What a row has behind its factors. */
    private final boolean user;

    private LinearTower(FeatureBlock features, TowerWeights weights, boolean user) {
        this.features = features;
        this.weights = weights;
        this.user = user;
    }

    /** What a tower of these features takes, in the order of the graph. */
    public static List<TowerInput> inputs(FeatureBlock features) {
        return Stream.concat(
                        texts(features).map(feature -> TowerInput.text(feature.name())),
                        features.numeric().stream().map(feature -> TowerInput.number(feature.name(), feature.mean())))
                .toList();
    }

    public static byte[] user(FeatureBlock features, TowerWeights weights) {
        LinearTower tower = new LinearTower(features, weights, true);
        int size = weights.dimension();
        tower.graph.split(tower.sum("_sum"), List.of(EMBEDDING, CONSTANT, KNOWN), List.of(size, 1, 1));
        tower.graph.output(EMBEDDING, size);
        tower.graph.output(CONSTANT, 1);
        tower.graph.output(KNOWN, 1);
        return tower.graph.model("user_tower").toByteArray();
    }

    public static byte[] item(FeatureBlock features, TowerWeights weights) {
        LinearTower tower = new LinearTower(features, weights, false);
        tower.sum(EMBEDDING);
        tower.graph.output(EMBEDDING, weights.dimension());
        return tower.graph.model("item_tower").toByteArray();
    }

    /** The sum of all rows of weights. */
    private String sum(String output) {
        List<String> places = new ArrayList<>();
        List<double[]> table = new ArrayList<>();
        List<CategoricalFeature> texts = texts(features).toList();
        for (int i = 0; i < texts.size(); i++) {
            boolean id = i == texts.size() - 1;
            List<String> categories = texts.get(i).categories();
            // The ids' rows stand behind those of the numbers.
            double[] rows = weights.rows().get(id ? weights.rows().size() - 1 : i);
            graph.textInput(texts.get(i).name());
            places.add(graph.lookUp(texts.get(i).name(), categories, table.size() + 1, table.size()));
            // Each field adds to every row, so one of them brings what all rows have.
            table.add(row(new double[weights.dimension()], 0, id, 0));
            for (int category = 0; category < categories.size(); category++) {
                table.add(row(rows, category, id, id ? 1 : 0));
            }
        }
        String looked = graph.sumOfRows(
                graph.concat(places, "_places"),
                "_weights",
                table,
                features.numeric().isEmpty() ? output : "_of_texts");
        if (features.numeric().isEmpty()) {
            return looked;
        }
        List<String> columns = new ArrayList<>();
        double[][] matrix = new double[features.numeric().size()][];
        for (int i = 0; i < matrix.length; i++) {
            graph.numberInput(features.numeric().get(i).name());
            columns.add(features.numeric().get(i).name());
            matrix[i] = row(weights.rows().get(features.categorical().size() + i), 0, false, 0);
        }
        String numbers = graph.scaled(
                columns.size() == 1 ? columns.get(0) : graph.concat(columns, "_numbers"),
                features.numeric().stream().mapToDouble(NumericFeature::mean).toArray(),
                features.numeric().stream().mapToDouble(NumericFeature::scale).toArray());
        return graph.multiply(numbers, "_of_numbers", matrix, looked, output);
    }

    /**
     * A row as the graph adds it: the factors and the bias; for a user a 0 (1 in one of the fields) before the bias, and
     * behind it whether it is a customer's own.
     */
    private double[] row(double[] rows, int at, boolean common, double known) {
        int size = weights.dimension();
        int from = at * size;
        double bias = rows[from + size - 1] + (common ? weights.constant() : 0);
        double[] row = Arrays.copyOf(Arrays.copyOfRange(rows, from, from + size), user ? size + 2 : size);
        if (user) {
            row[size - 1] = common ? 1 : 0;
            row[size] = bias;
            row[size + 1] = known;
        } else {
            row[size - 1] = bias;
        }
        return row;
    }

    /** With the id as the last one. */
    private static Stream<CategoricalFeature> texts(FeatureBlock features) {
        return Stream.concat(features.categorical().stream(), Stream.of(features.id()));
    }
}
