package io.recoflow.local.submit;

import io.recoflow.local.process.TemporaryDirectory;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;

/**
 * What most jobs do with Spark, in small. The build submits it once, with {@code SPARK_CLASS_ARCHIVE=write}, for the virtual
 * machine to note which of Spark's classes that takes; from then on jobs start with them as they lie in memory.
 */
public final class UsualWork {

    private UsualWork() {}

    public static void main(String[] arguments) throws Exception {
        try (TemporaryDirectory folder = TemporaryDirectory.create("recoflow-usual-work-")) {
            work(folder.path());
        }
    }

    private static void work(Path folder) throws Exception {
        String files = folder.resolve("files").toUri().toString();
        String table = folder.resolve("table").toUri().toString();
        String checkpoint = folder.resolve("checkpoint").toUri().toString();
        SparkSession spark = SparkSession.builder()
                .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
                .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
                .config("spark.databricks.delta.snapshotPartitions", "2")
                .getOrCreate();
        Dataset<Row> rows = spark.range(1_000)
                .selectExpr("id", "id % 7 AS part", "to_json(struct(id)) AS text", "current_timestamp() AS at");
        rows.repartition(2)
                .sortWithinPartitions("part")
                .write()
                .partitionBy("part")
                .parquet(files);
        rows.join(rows.groupBy("part").count(), "part")
                .agg(Map.of("count", "sum"))
                .collectAsList();
        spark.readStream()
                .schema(spark.read().parquet(files).schema())
                .parquet(files)
                .writeStream()
                .format("delta")
                .option("checkpointLocation", checkpoint)
                .trigger(Trigger.AvailableNow())
                .start(table)
                .awaitTermination();
        spark.read()
                .format("delta")
                .load(table)
                .selectExpr("from_json(text, 'id BIGINT')")
                .collectAsList();
        spark.stop();
    }
}
