package io.recoflow.jobs.embeddings;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.local.ProjectHome;
import io.recoflow.local.postgres.LocalPostgres;
import io.recoflow.local.submit.SparkSubmit;
import io.recoflow.model.bundle.Embedding;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A million items through a heap of 500 MiB; takes minutes, so only where {@code RECOFLOW_LARGE} asks for it, with the value of {@code --index}. */
@EnabledIfEnvironmentVariable(named = LargeCatalogueIT.INDEX, matches = "none|hnsw|auto")
class LargeCatalogueIT {

    static final String INDEX = "RECOFLOW_LARGE";

    private static final int ITEMS = 1_000_000;
    private static final int DIMENSION = 32;

    @RegisterExtension
    final LoadEmbeddingsHarness load = new LoadEmbeddingsHarness();

    @Test
    void aMillionItemsPassThroughAHeapOf500Mebibytes() throws Exception {
        String index = String.valueOf(System.getenv(INDEX));
        Random random = new Random(7);
        String version = load.bundles()
                .publish(
                        DIMENSION,
                        IntStream.range(0, ITEMS).mapToObj(i -> new Embedding("S" + i, random(random))),
                        Optional.of(List.of(new Embedding("1", random(random)))),
                        ITEMS,
                        UnaryOperator.identity());
        long bytes = Files.size(load.bundles().file(version, Bundles.ITEMS));
        LocalPostgres server = LoadEmbeddingsHarness.server();
        long start = System.nanoTime();
        SparkSubmit.Result result = SparkSubmit.of(ProjectHome.directory())
                .jar(ProjectHome.directory().resolve("jobs/load-embeddings/target/load-embeddings.jar"))
                .sparkOption("--driver-memory", "500m", "--master", "local[1]")
                .environment(LoadEmbeddingsHarness.PASSWORD, server.password())
                .arguments("--artifacts", load.bundles().uri(), "--index", index)
                .arguments("--vector-user", server.user(), "--vector-url")
                .arguments(server.jdbcUrl() + "&options=-c%20maintenance_work_mem=1GB")
                .run(Duration.ofMinutes(20));
        System.out.printf(
                "--index %s: %,d x %d, %,d MiB of CSV, %.1f s from submit to end; tables and indexes %s%n%s%n%s%n",
                index,
                ITEMS,
                DIMENSION,
                bytes >> 20,
                (System.nanoTime() - start) / 1e9,
                size(version),
                result.out(),
                result.err());
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(load.served()).isEqualTo(version + "|32|31|1000000|1");
    }

    private List<String> size(String version) throws SQLException {
        return load.query("SELECT pg_size_pretty(pg_table_size(c.oid)), pg_size_pretty(pg_indexes_size(c.oid))"
                + " FROM pg_class c WHERE relname = 'item_emb_" + version + "'");
    }

    private static float[] random(Random random) {
        float[] values = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
