package io.recoflow.jobs.train.factorization;

import io.recoflow.jobs.train.data.Entity;
import io.recoflow.jobs.train.data.TrainingData;
import io.recoflow.model.evaluation.Rating;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.Matrix;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.regression.FMRegressionModel;
import org.apache.spark.ml.regression.FMRegressor;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/** Trains factorization machines by Spark MLlib. The same ratings and settings give the same machine. */
public final class FactorizationTrainer {

    /** MLlib's own default of 1 diverges. */
    private static final double STEP_SIZE = 0.05;

    /**
     * The sum over two partitions is the same in whichever order they end; over more, the last bits of every weight
     * would change from run to run.
     */
    private static final int PARTITIONS = 2;

    private static final StructType SCHEMA =
            new StructType().add("features", SQLDataTypes.VectorType()).add("label", DataTypes.DoubleType);

    private final SparkSession session;
    private final TrainingData data;

    public FactorizationTrainer(SparkSession session, TrainingData data) {
        this.session = session;
        this.data = data;
    }

    /** @param ratings to learn from, in a fixed order; at least one */
    public FactorizationModel train(List<Rating> ratings, FactorizationSettings settings) {
        return model(ratings, settings).towers();
    }

    /** MLlib's model and the towers made of it. */
    TrainedMachine model(List<Rating> ratings, FactorizationSettings settings) {
        double mean = ratings.stream().mapToDouble(Rating::rating).average().orElseThrow();
        FeatureBlock customerFeatures = FeatureBlock.of(
                data.customerColumns(),
                seen(data.customers(), ratings.stream().map(Rating::customer).toList()));
        FeatureBlock itemFeatures = FeatureBlock.of(
                data.itemColumns(),
                seen(data.items(), ratings.stream().map(Rating::item).toList()));
        Broadcast<Examples> examples = JavaSparkContext.fromSparkContext(session.sparkContext())
                .broadcast(new Examples(
                        List.copyOf(ratings), data.customers(), data.items(), customerFeatures, itemFeatures, mean));
        Dataset<Row> rows = rows(examples);
        rows.persist(StorageLevel.MEMORY_AND_DISK());
        try {
            FMRegressionModel fitted = new FMRegressor()
                    .setFactorSize(settings.factors())
                    .setRegParam(settings.regularization())
                    .setStepSize(STEP_SIZE)
                    .setMaxIter(settings.maxIterations())
                    .setSeed(settings.seed())
                    .fit(rows);
            return new TrainedMachine(
                    fitted,
                    mean,
                    FactorizationModel.of(
                            customerFeatures,
                            itemFeatures,
                            factors(fitted.factors()),
                            fitted.linear().toArray(),
                            fitted.intercept() + mean));
        } finally {
            rows.unpersist();
            examples.destroy();
        }
    }

    /** The features of a customer and an item, as MLlib takes them. */
    static Vector features(FeatureBlock customerFeatures, Entity customer, FeatureBlock itemFeatures, Entity item) {
        List<Integer> places = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        customerFeatures.forEachNonZero(customer, (dimension, value) -> {
            places.add(dimension);
            values.add(value);
        });
        itemFeatures.forEachNonZero(item, (dimension, value) -> {
            places.add(customerFeatures.size() + dimension);
            values.add(value);
        });
        return Vectors.sparse(
                customerFeatures.size() + itemFeatures.size(),
                places.stream().mapToInt(Integer::intValue).toArray(),
                values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /**
     * @param towers what the machine is as two towers
     * @param mean of the ratings, which the machine's own predictions are relative to
     */
    record TrainedMachine(FMRegressionModel machine, double mean, FactorizationModel towers) {}

    /**
     * Each rating as features and its difference from the mean. The ratings are broadcast, because what a task carries
     * is sent again with each of the many iterations.
     */
    private Dataset<Row> rows(Broadcast<Examples> examples) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
        List<Integer> partitions = IntStream.range(0, PARTITIONS).boxed().toList();
        return session.createDataFrame(
                context.parallelize(partitions, PARTITIONS)
                        .flatMap(partition ->
                                examples.value().partition(partition).iterator()),
                SCHEMA);
    }

    /** What there is to learn from, in one object for every process. */
    private record Examples(
            List<Rating> ratings,
            List<Entity> customers,
            List<Entity> items,
            FeatureBlock customerFeatures,
            FeatureBlock itemFeatures,
            double mean)
            implements Serializable {

        List<Row> partition(int partition) {
            int from = ratings.size() * partition / PARTITIONS;
            int to = ratings.size() * (partition + 1) / PARTITIONS;
            return ratings.subList(from, to).stream()
                    .map(rating -> RowFactory.create(
                            features(
                                    customerFeatures,
                                    customers.get(rating.customer()),
                                    itemFeatures,
                                    items.get(rating.item())),
                            rating.rating() - mean))
                    .toList();
        }
    }

    private static List<Entity> seen(List<Entity> entities, List<Integer> places) {
        return places.stream().map(entities::get).toList();
    }

    private static double[][] factors(Matrix matrix) {
        double[][] rows = new double[matrix.numRows()][matrix.numCols()];
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < matrix.numCols(); column++) {
                rows[row][column] = matrix.apply(row, column);
            }
        }
        return rows;
    }
}
