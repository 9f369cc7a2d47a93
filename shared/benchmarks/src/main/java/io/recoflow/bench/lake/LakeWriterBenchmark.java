package io.recoflow.bench.lake;

import io.recoflow.bench.Benchmark;
import io.recoflow.bench.BenchmarkSettings;
import io.recoflow.bench.Contestant;
import io.recoflow.bench.Machine;
import io.recoflow.bench.SideBySide;
import io.recoflow.bench.SideBySideResult;
import io.recoflow.local.process.TemporaryDirectory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * One folder per customer on a local disk: our writer, Spark's own and DuckDB's. All begin with the same rows in memory,
 * by customer, which is the order that DuckDB likes best, and use two threads.
 */
public final class LakeWriterBenchmark implements Benchmark {

    @Override
    public String name() {
        return "lake-writer";
    }

    @Override
    public SideBySideResult run(BenchmarkSettings settings) throws Exception {
        SparkSession session = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.session.timeZone", "UTC")
                .getOrCreate();
        try (TemporaryDirectory directory = TemporaryDirectory.create("recoflow-bench-");
                Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
            Dataset<Row> rows =
                    TrainingRowSample.of(session, settings.customers()).persist(StorageLevel.MEMORY_ONLY());
            Path exchange = directory.path().resolve("rows");
            rows.write().parquet(exchange.toString());
            try (Statement statement = duckdb.createStatement()) {
                statement.execute("SET threads = 2");
                statement.execute("CREATE TABLE training_rows AS SELECT * FROM read_parquet('" + exchange
                        + "/*.parquet') ORDER BY " + TrainingRowSample.KEY);
            }
            List<Contestant> contestants = List.of(
                    new RecoflowWriter(rows, directory.path().resolve("recoflow")),
                    new SparkWriter(rows, directory.path().resolve("spark")),
                    new DuckDbWriter(duckdb, directory.path().resolve("duckdb")));
            long expected = (long) settings.customers() * TrainingRowSample.ROWS_PER_CUSTOMER;
            return new SideBySideResult(
                    name(),
                    new SideBySide(settings.rounds(), expected).run(contestants),
                    settings.customers() + " customers x " + TrainingRowSample.ROWS_PER_CUSTOMER
                            + " rows x 12 columns, a folder each, local disk, 2 threads, median of "
                            + settings.rounds(),
                    Machine.description(),
                    Instant.now());
        }
    }
}
