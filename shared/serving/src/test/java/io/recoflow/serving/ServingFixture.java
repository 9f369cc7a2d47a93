package io.recoflow.serving;

import io.recoflow.lake.parquet.ParquetOutput;
import io.recoflow.lake.parquet.ParquetWriterOptions;
import io.recoflow.lake.parquet.PartitionedParquetWriter;
import io.recoflow.lake.snapshot.SnapshotDataset;
import io.recoflow.lake.snapshot.SnapshotInProgress;
import io.recoflow.model.TestBundle;
import io.recoflow.model.bundle.Embedding;
import io.recoflow.runtime.storage.FileStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What a job serves from: a lake with popular products and stock, as training-etl writes them, and artifacts. The
 * products are P00 to P19.
 */
public final class ServingFixture {

    private static final int PRODUCTS = 20;

    private final SparkSession session;
    private final Path folder;

    public ServingFixture(SparkSession session, Path folder) {
        this.session = session;
        this.folder = folder;
    }

    public static String product(int number) {
        return String.format("P%02d", number);
    }

    public String lake() {
        return folder("lake");
    }

    public String artifacts() {
        return folder("artifacts");
    }

    public Path artifactsFolder() {
        return folder.resolve("artifacts");
    }

    /** The address of a folder beside those. */
    public String folder(String name) {
        return folder.resolve(name).toUri().toString();
    }

    /** Over all P00, P01, …; in France P10, P11, … only. */
    public ServingFixture withPopularProducts() {
        return withPopularProducts(
                IntStream.range(0, PRODUCTS).mapToObj(ServingFixture::product).toList(),
                Map.of("France", List.of(product(10), product(11), product(12))));
    }

    /** Those given, the best first. */
    public ServingFixture withPopularProducts(List<String> overAll, Map<String, List<String>> byCountry) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < overAll.size(); i++) {
            rows.add(RowFactory.create("all", null, i + 1, overAll.get(i), 10_000L - i, 7));
        }
        byCountry.forEach((country, products) -> {
            for (int i = 0; i < products.size(); i++) {
                rows.add(RowFactory.create("country", country, i + 1, products.get(i), 10_000L - i, 7));
            }
        });
        return publish(
                "popular_products",
                rows,
                new StructType()
                        .add("scope", DataTypes.StringType)
                        .add("country", DataTypes.StringType)
                        .add("rank", DataTypes.IntegerType)
                        .add("productCode", DataTypes.StringType)
                        .add("quantityOrdered", DataTypes.LongType)
                        .add("windowDays", DataTypes.IntegerType));
    }

    /** All products are in stock but those given. */
    public ServingFixture withStock(Set<String> soldOut) {
        return withCatalogue(IntStream.range(0, PRODUCTS)
                .mapToObj(ServingFixture::product)
                .collect(Collectors.toMap(code -> code, code -> soldOut.contains(code) ? 0 : 5)));
    }

    /** @param stock how many there are of each product */
    public ServingFixture withCatalogue(Map<String, Integer> stock) {
        List<Row> rows = stock.entrySet().stream()
                .map(product ->
                        RowFactory.create(product.getKey(), product.getValue().shortValue()))
                .toList();
        return publish(
                "products",
                rows,
                new StructType().add("productCode", DataTypes.StringType).add("quantityInStock", DataTypes.ShortType));
    }

    /** Products of which the shop keeps a number under another name, and no stock. */
    public ServingFixture withProductsWithoutStock(String column) {
        List<Row> rows = IntStream.range(0, PRODUCTS)
                .mapToObj(i -> RowFactory.create(product(i), 0))
                .toList();
        return publish(
                "products",
                rows,
                new StructType().add("productCode", DataTypes.StringType).add(column, DataTypes.IntegerType));
    }

    /**
     * All products with what rules look at: those of even numbers are cars, the others planes; a price of 10.50 for each
     * of its number and a weight of a tenth, P17 is no longer made, and nothing is sold out but P01.
     */
    public ServingFixture withDescribedProducts() {
        List<Row> rows = IntStream.range(0, PRODUCTS)
                .mapToObj(i -> RowFactory.create(
                        product(i) + "  ",
                        i % 2 == 0 ? "Cars  " : "Planes",
                        BigDecimal.valueOf(1_050L * i, 2),
                        i / 10.0,
                        i == 17,
                        i == 5 ? null : "Vendor " + i,
                        (short) (i == 1 ? 0 : 5)))
                .toList();
        return publish(
                "products",
                rows,
                new StructType()
                        .add("productCode", DataTypes.StringType)
                        .add("productLine", DataTypes.StringType)
                        .add("MSRP", DataTypes.createDecimalType(10, 2))
                        .add("weight", DataTypes.DoubleType)
                        .add("discontinued", DataTypes.BooleanType)
                        .add("productVendor", DataTypes.StringType)
                        .add("quantityInStock", DataTypes.ShortType));
    }

    /** A model that knows all products but the last; the higher its number, the more everybody likes one. */
    public static TestBundle bundle() {
        return new TestBundle()
                .items(IntStream.range(0, PRODUCTS - 1)
                        .mapToObj(i -> new Embedding(product(i), new float[] {i, i * i / 100f, 1, 1}))
                        .toList());
    }

    /** Publishes {@link #bundle()}, and returns its version. */
    public String publishModel() {
        return bundle().writeTo(artifactsFolder()).manifest().version();
    }

    private ServingFixture publish(String dataset, List<Row> rows, StructType schema) {
        try {
            var hadoop = session.sessionState().newHadoopConf();
            var root = new org.apache.hadoop.fs.Path(lake(), dataset);
            SnapshotDataset target = new SnapshotDataset(FileStorage.of(root, hadoop), root, Clock.systemUTC());
            try (SnapshotInProgress snapshot = target.begin()) {
                var written = new PartitionedParquetWriter(ParquetWriterOptions.DEFAULT)
                        .write(
                                session.createDataFrame(rows, schema).repartition(1),
                                new ParquetOutput(
                                        snapshot.folder().toString(), List.of(schema.fieldNames()), List.of()));
                snapshot.publish(written.files().get(0), List.of(), schema);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
