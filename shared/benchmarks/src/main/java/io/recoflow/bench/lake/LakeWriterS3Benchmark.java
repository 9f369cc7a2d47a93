package io.recoflow.bench.lake;

import static org.apache.spark.sql.functions.col;

import io.recoflow.bench.Benchmark;
import io.recoflow.bench.BenchmarkSettings;
import io.recoflow.bench.Contestant;
import io.recoflow.bench.Machine;
import io.recoflow.bench.SideBySide;
import io.recoflow.bench.SideBySideResult;
import io.recoflow.lake.parquet.ParquetOutput;
import io.recoflow.lake.parquet.ParquetWriterOptions;
import io.recoflow.lake.parquet.PartitionedParquetWriter;
import io.recoflow.local.objectstore.LocalS3;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * One folder per customer on S3: our writer, and Spark's own with S3A's magic committer. S3 is S3Mock behind a proxy
 * that adds {@value #LATENCY_MILLIS} ms to each request.
 */
public final class LakeWriterS3Benchmark implements Benchmark {

    private static final int LATENCY_MILLIS = 30;
    private static final String BUCKET = "lake";

    @Override
    public String name() {
        return "lake-writer-s3";
    }

    @Override
    public SideBySideResult run(BenchmarkSettings settings) throws Exception {
        try (LocalS3 s3 = LocalS3.start(BUCKET);
                LatencyProxy proxy = LatencyProxy.start(s3.endpoint(), Duration.ofMillis(LATENCY_MILLIS));
                SparkSession session = session(s3, proxy)) {
            Dataset<Row> rows =
                    TrainingRowSample.of(session, settings.customers()).persist(StorageLevel.MEMORY_ONLY());
            long expected = rows.count();
            List<Contestant> contestants = List.of(new Recoflow(rows, proxy), new SparkWithMagicCommitter(rows, proxy));
            return new SideBySideResult(
                    name(),
                    new SideBySide(settings.rounds(), expected).run(contestants),
                    settings.customers() + " customers x " + TrainingRowSample.ROWS_PER_CUSTOMER
                            + " rows x 12 columns, a folder each, S3Mock with " + LATENCY_MILLIS
                            + " ms added to each request, 2 task threads, median of " + settings.rounds(),
                    Machine.description(),
                    Instant.now());
        }
    }

    private static SparkSession session(LocalS3 s3, LatencyProxy proxy) {
        Map<String, Object> settings = new TreeMap<>(s3.sparkSettings());
        settings.put("spark.hadoop.fs.s3a.endpoint", proxy.endpoint().toString());
        settings.put("spark.hadoop.fs.s3a.committer.name", "magic");
        settings.put(
                "spark.sql.sources.commitProtocolClass", "org.apache.spark.internal.io.cloud.PathOutputCommitProtocol");
        settings.put(
                "spark.sql.parquet.output.committer.class",
                "org.apache.spark.internal.io.cloud.BindingParquetOutputCommitter");
        settings.put("spark.ui.enabled", "false");
        settings.put("spark.driver.host", "127.0.0.1");
        settings.put("spark.sql.session.timeZone", "UTC");
        SparkSession.Builder builder = SparkSession.builder().master("local[2]");
        settings.forEach((key, value) -> builder.config(key, value.toString()));
        return builder.getOrCreate();
    }

    /** A dataset in the bucket, and what it took to write it. */
    private abstract static class OnS3 implements Contestant {

        private final String name;
        private final Dataset<Row> rows;
        private final LatencyProxy proxy;

        OnS3(String name, Dataset<Row> rows, LatencyProxy proxy) {
            this.name = name;
            this.rows = rows;
            this.proxy = proxy;
        }

        @Override
        public String name() {
            return name;
        }

        Dataset<Row> rows() {
            return rows;
        }

        Path folder(String round) {
            proxy.takeRequests();
            return new Path("s3a://" + BUCKET + "/" + name + "/" + round);
        }

        @Override
        public Output output(String round) throws IOException {
            System.err.println(name + " made " + proxy.takeRequests() + " requests");
            Path folder = folder(round);
            long files = 0;
            long bytes = 0;
            for (RemoteIterator<LocatedFileStatus> each = folder.getFileSystem(
                                    rows.sparkSession().sessionState().newHadoopConf())
                            .listFiles(folder, true);
                    each.hasNext(); ) {
                LocatedFileStatus file = each.next();
                if (file.getPath().getName().endsWith(".parquet")) {
                    files++;
                    bytes += file.getLen();
                }
            }
            return new Output(
                    files,
                    bytes,
                    rows.sparkSession().read().parquet(folder.toString()).count());
        }
    }

    private static final class Recoflow extends OnS3 {

        Recoflow(Dataset<Row> rows, LatencyProxy proxy) {
            super("recoflow", rows, proxy);
        }

        @Override
        public void run(String round) {
            new PartitionedParquetWriter(ParquetWriterOptions.DEFAULT)
                    .write(
                            rows(),
                            new ParquetOutput(
                                    folder(round).toString(),
                                    TrainingRowSample.COLUMNS,
                                    List.of(TrainingRowSample.KEY)));
        }
    }

    private static final class SparkWithMagicCommitter extends OnS3 {

        SparkWithMagicCommitter(Dataset<Row> rows, LatencyProxy proxy) {
            super("spark", rows, proxy);
        }

        @Override
        public void run(String round) {
            rows().repartition(SparkWriter.TASKS, col(TrainingRowSample.KEY))
                    .write()
                    .partitionBy(TrainingRowSample.KEY)
                    .parquet(folder(round).toString());
        }
    }
}
