package io.recoflow.bench.etl;

import io.recoflow.bench.Benchmark;
import io.recoflow.bench.BenchmarkSettings;
import io.recoflow.bench.Machine;
import io.recoflow.bench.SideBySideResult.Seconds;
import io.recoflow.bench.lake.TrainingRowSample;
import io.recoflow.local.database.EmbeddedMariaDb;
import io.recoflow.local.process.TemporaryDirectory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * The whole job, from its submission to its end, on a MariaDB and a disk of this machine; the same with {@code --dry-run};
 * another build of it; and the parts that no build goes below. All in turns, after a round of all that does not count.
 */
public final class TrainingEtlBenchmark implements Benchmark {

    private static final int THREADS = 2;
    private static final String DRY_RUN = "--dry-run";

    @Override
    public String name() {
        return "training-etl";
    }

    @Override
    public TrainingEtlResult run(BenchmarkSettings settings) throws Exception {
        try (TemporaryDirectory directory = TemporaryDirectory.create("recoflow-bench-");
                EmbeddedMariaDb server = EmbeddedMariaDb.start();
                SparkSession session = session()) {
            BenchShop shop = BenchShop.createIn(server, settings.customers());
            Dataset<Row> rows =
                    TrainingRowSample.of(session, settings.customers()).persist(StorageLevel.MEMORY_ONLY());
            var inMemory = rows.count();
            return new TrainingEtlResult(
                    name(),
                    measured(parts(settings, shop, rows, directory.path()), settings.rounds()),
                    String.format(
                            "%,d customers, %,d ratings, %,d lines of orders in MariaDB, to a local disk; %d rounds after"
                                    + " one that does not count; seconds",
                            settings.customers(), inMemory, shop.orderLines(), settings.rounds()),
                    Machine.description(),
                    Instant.now());
        }
    }

    private static SparkSession session() {
        return SparkSession.builder()
                .master("local[" + THREADS + "]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.session.timeZone", "UTC")
                .getOrCreate();
    }

    private static List<TimedPart> parts(
            BenchmarkSettings settings, BenchShop shop, Dataset<Row> rows, Path directory) {
        List<TimedPart> parts = new ArrayList<>();
        parts.add(new JdbcScan(shop, THREADS));
        parts.add(new WriterAlone(rows, directory.resolve("writer")));
        Path own = SubmittedBuild.ofThisTree();
        parts.add(new SubmittedBuild("training-etl", own, shop, directory.resolve("own")));
        parts.add(new SubmittedBuild("training-etl --dry-run", own, shop, directory.resolve("own-dry"), DRY_RUN));
        settings.peer().ifPresent(jar -> {
            parts.add(new SubmittedBuild("peer", jar, shop, directory.resolve("peer")));
            parts.add(new SubmittedBuild("peer --dry-run", jar, shop, directory.resolve("peer-dry"), DRY_RUN));
        });
        return parts;
    }

    private static List<TrainingEtlResult.Figures> measured(List<TimedPart> parts, int rounds) throws Exception {
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        for (int round = 0; round <= rounds; round++) {
            for (TimedPart part : parts) {
                long start = System.nanoTime();
                part.run("round" + round);
                double elapsed = (System.nanoTime() - start) / 1e9;
                System.err.printf("round %d: %s %.3f s%n", round, part.name(), elapsed);
                if (round > 0) {
                    seconds.computeIfAbsent(part.name(), name -> new ArrayList<>())
                            .add(elapsed);
                }
            }
        }
        return seconds.entrySet().stream()
                .map(part -> new TrainingEtlResult.Figures(part.getKey(), Seconds.of(part.getValue())))
                .toList();
    }
}
