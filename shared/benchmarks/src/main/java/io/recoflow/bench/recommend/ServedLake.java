package io.recoflow.bench.recommend;

import static io.recoflow.shop.LakeDatasets.POPULAR_PRODUCTS;
import static io.recoflow.shop.LakeDatasets.POPULAR_PRODUCTS_COLUMNS;
import static io.recoflow.shop.LakeDatasets.PRODUCTS;
import static io.recoflow.shop.LakeDatasets.SCOPE_ALL;
import static io.recoflow.shop.SourceTables.PRODUCT_CODE;
import static io.recoflow.shop.SourceTables.QUANTITY_IN_STOCK;

import io.recoflow.lake.parquet.ParquetOutput;
import io.recoflow.lake.parquet.ParquetWriteResult;
import io.recoflow.lake.parquet.ParquetWriterOptions;
import io.recoflow.lake.parquet.PartitionedParquetWriter;
import io.recoflow.lake.snapshot.SnapshotDataset;
import io.recoflow.lake.snapshot.SnapshotInProgress;
import io.recoflow.local.shop.ShopProduct;
import io.recoflow.runtime.storage.FileStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Popular products and stock, as training-etl writes them. */
final class ServedLake {

    private static final StructType STOCK =
            new StructType().add(PRODUCT_CODE, DataTypes.StringType).add(QUANTITY_IN_STOCK, DataTypes.ShortType);
    private static final int WINDOW_DAYS = 7;
    private static final short IN_STOCK = 100;
    private static final short SOLD_OUT = 0;

    private final SparkSession session;
    private final Path folder;

    private ServedLake(SparkSession session, Path folder) {
        this.session = session;
        this.folder = folder;
    }

    static void write(List<ShopProduct> products, Path folder) throws IOException {
        try (SparkSession session = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.session.timeZone", "UTC")
                .getOrCreate()) {
            ServedLake lake = new ServedLake(session, folder);
            lake.publish(POPULAR_PRODUCTS, popular(products), POPULAR_PRODUCTS_COLUMNS);
            lake.publish(PRODUCTS, stock(products), STOCK);
        }
    }

    private static List<Row> popular(List<ShopProduct> products) {
        List<ShopProduct> ranked = products.stream()
                .sorted(Comparator.comparingDouble(ShopProduct::popularity).reversed())
                .toList();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < ranked.size(); i++) {
            rows.add(RowFactory.create(
                    SCOPE_ALL, null, i + 1, ranked.get(i).code(), (long) (ranked.size() - i), WINDOW_DAYS));
        }
        return rows;
    }

    private static List<Row> stock(List<ShopProduct> products) {
        return products.stream()
                .map(product -> RowFactory.create(product.code(), product.inStock() ? IN_STOCK : SOLD_OUT))
                .toList();
    }

    private void publish(String dataset, List<Row> rows, StructType schema) throws IOException {
        Configuration hadoop = session.sessionState().newHadoopConf();
        var root = new org.apache.hadoop.fs.Path(folder.toUri().toString(), dataset);
        SnapshotDataset target = new SnapshotDataset(FileStorage.of(root, hadoop), root, Clock.systemUTC());
        try (SnapshotInProgress snapshot = target.begin()) {
            ParquetWriteResult written = new PartitionedParquetWriter(ParquetWriterOptions.DEFAULT)
                    .write(
                            session.createDataFrame(rows, schema).repartition(1),
                            new ParquetOutput(snapshot.folder().toString(), List.of(schema.fieldNames()), List.of()));
            snapshot.publish(written.files().get(0), List.of(), schema);
        }
    }
}
