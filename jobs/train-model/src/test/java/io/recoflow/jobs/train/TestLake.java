package io.recoflow.jobs.train;

import io.recoflow.lake.parquet.ParquetOutput;
import io.recoflow.lake.parquet.ParquetWriterOptions;
import io.recoflow.lake.parquet.PartitionedParquetWriter;
import io.recoflow.lake.snapshot.SnapshotDataset;
import io.recoflow.lake.snapshot.SnapshotInProgress;
import io.recoflow.runtime.storage.FileStorage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A lake as training-etl writes it, with ratings that depend on a customer's country and a product's line, and on how
 * good the product is. The last products are rated by nobody.
 */
public final class TestLake {

    static final int CUSTOMERS = 120;
    static final int PRODUCTS = 30;
    static final int NEVER_RATED = 3;

    private static final List<String> COUNTRIES = List.of("France  ", "USA", "Japan");
    private static final List<String> LINES = List.of("Ships", "Trains", "Planes");
    private static final StructType RATINGS = new StructType()
            .add("city", DataTypes.StringType)
            .add("country", DataTypes.StringType)
            .add("creditLimit", DataTypes.createDecimalType(10, 2))
            .add("productCode", DataTypes.StringType)
            .add("productLine", DataTypes.StringType)
            .add("productScale", DataTypes.StringType)
            .add("quantityInStock", DataTypes.ShortType)
            .add("buyPrice", DataTypes.createDecimalType(10, 2))
            .add("MSRP", DataTypes.createDecimalType(10, 2))
            .add("productRating", DataTypes.IntegerType)
            .add("customerNumber", DataTypes.IntegerType);

    private final SparkSession session;
    private final Path folder;
    private final long seed;
    private double taste = 1.2;
    private StructType schema = RATINGS;

    public TestLake(SparkSession session, Path folder, long seed) {
        this.session = session;
        this.folder = folder;
        this.seed = seed;
    }

    /** How much ratings depend on who rates what; 0 for chance alone. */
    TestLake taste(double other) {
        taste = other;
        return this;
    }

    /** Customers are numbered by text, and ratings are in halves. */
    TestLake textNumbersAndHalves() {
        List<StructField> fields = new ArrayList<>(List.of(RATINGS.fields()).subList(0, 9));
        schema = new StructType(fields.toArray(new StructField[0]))
                .add("productRating", DataTypes.createDecimalType(2, 1))
                .add("customerNumber", DataTypes.StringType);
        return this;
    }

    public String uri() {
        return folder.toUri().toString();
    }

    /** Writes a snapshot of both datasets. */
    public void write() throws IOException {
        Random random = new Random(seed);
        List<Row> products = new ArrayList<>();
        List<Row> ratings = new ArrayList<>();
        for (int product = 0; product < PRODUCTS; product++) {
            products.add(product(product));
        }
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            for (int product = 0; product < PRODUCTS - NEVER_RATED; product++) {
                double quality = taste == 0 ? 0 : Math.sin(product);
                double liking = customer % 3 == product % 3 ? taste : -taste / 2;
                int rating = (int) Math.round(3 + quality + liking + random.nextGaussian() * (taste == 0 ? 2 : 0.5));
                if (random.nextDouble() < 0.5 + 0.2 * liking) {
                    ratings.add(rating(customer, products.get(product), Math.max(1, Math.min(5, rating))));
                }
            }
        }
        publish("ratings_ml_training", ratings, schema, List.of("customerNumber"));
        publish(
                "products",
                products,
                new StructType(List.of(RATINGS.fields()).subList(3, 9).toArray(new StructField[0])),
                List.of());
    }

    private static Row product(int product) {
        return RowFactory.create(
                String.format("S%03d", product),
                LINES.get(product % 3),
                "1:" + (10 + product % 2),
                (short) (product * 10),
                BigDecimal.valueOf(product * 100L + 999, 2),
                BigDecimal.valueOf(product * 150L + 1999, 2));
    }

    private Row rating(int customer, Row product, int rating) {
        int number = 100 + customer;
        boolean isText = schema.apply("customerNumber").dataType().equals(DataTypes.StringType);
        return RowFactory.create(
                customer % 7 == 0 ? null : "City " + customer % 11 + " ",
                COUNTRIES.get(customer % 3),
                customer % 5 == 0 ? null : BigDecimal.valueOf(customer * 100_000L, 2),
                product.get(0),
                product.get(1),
                product.get(2),
                product.get(3),
                product.get(4),
                product.get(5),
                isText ? BigDecimal.valueOf(rating * 10L - 5, 1) : (Object) rating,
                // Numbers for a reader that guesses: each is two customers then.
                isText ? (customer % 2 == 0 ? "0" : "") + (number / 2) : (Object) number);
    }

    private void publish(String dataset, List<Row> rows, StructType schema, List<String> partitions)
            throws IOException {
        var hadoop = session.sessionState().newHadoopConf();
        var root = new org.apache.hadoop.fs.Path(uri(), dataset);
        SnapshotDataset target = new SnapshotDataset(FileStorage.of(root, hadoop), root, Clock.systemUTC());
        Dataset<Row> data = session.createDataFrame(rows, schema).repartition(1);
        try (SnapshotInProgress snapshot = target.begin()) {
            List<String> columns = new ArrayList<>(List.of(schema.fieldNames()));
            columns.removeAll(partitions);
            var written = new PartitionedParquetWriter(ParquetWriterOptions.DEFAULT)
                    .write(data, new ParquetOutput(snapshot.folder().toString(), columns, List.copyOf(partitions)));
            snapshot.publish(written.files().get(0), List.copyOf(partitions), schema);
        }
    }
}
