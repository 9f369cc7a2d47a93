package io.recoflow.jobs.embeddings;

import static io.recoflow.jobs.embeddings.Bundles.embedding;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.local.ProjectHome;
import io.recoflow.local.postgres.LocalPostgres;
import io.recoflow.local.submit.SparkSubmit;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The job as its users run it: the real jar, through spark-submit, in a process of its own. */
class SubmittedJobIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @RegisterExtension
    final LoadEmbeddingsHarness load = new LoadEmbeddingsHarness();

    @Test
    void loadsOnceAndThenSaysThatItDid() throws SQLException {
        String version = load.bundles().publish(32, 200, 20, 0.5f);

        SparkSubmit.Result first = job().run(LIMIT);
        SparkSubmit.Result second = job().run(LIMIT);

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out()).contains("Version " + version + " is loaded and served");
        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(second.out()).contains("nothing was loaded");
        assertThat(load.served()).isEqualTo(version + "|32|31|200|20");
    }

    @Test
    void twoForAnOptionThatDoesNotExist() {
        assertOneLine(job().arguments("--keep-version", "3").run(LIMIT), 2, "--keep-versions");
    }

    @Test
    void threeForADatabaseThatIsNotThere() {
        load.bundles().publish(4, 5, 2, 1);
        assertOneLine(
                SparkSubmit.of(ProjectHome.directory())
                        .jar(jar())
                        .environment(LoadEmbeddingsHarness.PASSWORD, "secret-of-the-test")
                        .arguments("--artifacts", load.bundles().uri(), "--vector-user", "loader")
                        .arguments("--vector-url", "jdbc:postgresql://127.0.0.1:1/shop", "--vector-timeout", "1s")
                        .run(LIMIT),
                3,
                "--vector-timeout");
    }

    @Test
    void fiveForABundleThatBreaksItsManifest() {
        load.bundles().publish(3, List.of(embedding("A", 1, 2)), List.of());
        assertOneLine(job().run(LIMIT), 5, "the vector of A has 2 dimensions");
    }

    @Test
    void theJarHoldsTheDriverAndNothingThatThePlatformsBring() throws Exception {
        try (JarFile jar = new JarFile(jar().toFile())) {
            List<String> classes = jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .toList();
            assertThat(classes)
                    .contains("org/postgresql/Driver.class", "io/recoflow/model/store/VectorStore.class")
                    .noneMatch(
                            name -> name.matches(
                                    "(org/apache/spark|scala|org/apache/hadoop|org/apache/logging"
                                            + "|org/slf4j|com/fasterxml|com/univocity|software/amazon|io/recoflow/local|org/junit)/.*"));
        }
    }

    private SparkSubmit job() {
        LocalPostgres server = LoadEmbeddingsHarness.server();
        return SparkSubmit.of(ProjectHome.directory())
                .jar(jar())
                .sparkOption("--driver-java-options", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
                .environment(LoadEmbeddingsHarness.PASSWORD, server.password())
                .arguments("--artifacts", load.bundles().uri())
                .arguments("--vector-url", server.jdbcUrl(), "--vector-user", server.user());
    }

    private static Path jar() {
        return ProjectHome.directory().resolve("jobs/load-embeddings/target/load-embeddings.jar");
    }

    private static void assertOneLine(SparkSubmit.Result result, int exitCode, String part) {
        assertThat(result.exitCode()).as(result.err()).isEqualTo(exitCode);
        assertThat(result.err())
                .doesNotContainPattern("(?m)^\\s+at |^Caused by|^Exception in thread")
                .doesNotContain("secret-of-the-test");
        assertThat(result.err().lines().filter(line -> line.startsWith("load-embeddings: ")))
                .as(result.err())
                .singleElement()
                .asString()
                .contains(part);
    }
}
