package io.recoflow.serving.served;

import io.recoflow.model.TestBundle;
import io.recoflow.serving.ServingFixture;
import io.recoflow.testkit.TestSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is too large for the process that serves it. */
final class SmallHeapTest {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int DIMENSION = 128;

    private final Path folder;
    private final ServingFixture shop;

    SmallHeapTest(@TempDir Path folder) {
        this.folder = folder;
        this.shop = new ServingFixture(TestSpark.session(Map.of()), folder);
    }

    @Test
    void whatTheHeapCannotTakeIsToldAndAllElseIsKeptUpToDate() throws Exception {
        shop.withPopularProducts().withStock(Set.of());
        String sound = shop.publishModel();
        Path output = folder.resolve("output");
        Process process = start(output);
        try {
            await(output, "serving the model " + sound + " and 0 sold out");

            String items = bundleOf(60_000);
            await(
                    output,
                    "refused: The newest model, " + items + ", is refused: ",
                    "60,000 items of 128 dimensions take ",
                    "The last one is served on, " + sound + ".");

            // Ids are not in the manifest, and these take more than the vectors.
            String ids = bundleWithLongIds();
            await(
                    output,
                    "refused: The newest model, " + ids
                            + ", is refused: the memory does not take it (Java heap space)");

            shop.withStock(Set.of("P01"));
            String next = shop.publishModel();
            await(output, "serving the model " + next + " and 1 sold out");
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static void await(Path output, String... parts) {
        try {
            Awaitility.await().atMost(LIMIT).until(() -> Files.readAllLines(output).stream()
                    .anyMatch(line -> List.of(parts).stream().allMatch(line::contains)));
        } catch (RuntimeException e) {
            throw new AssertionError(String.join(" … ", parts) + " in " + read(output), e);
        }
    }

    private static String read(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String bundleOf(int rows) {
        String vector = IntStream.range(0, DIMENSION).mapToObj(i -> "0.5").collect(Collectors.joining(","));
        return publish(rows, DIMENSION, row -> row + ",\"[" + vector + "]\"");
    }

    private String bundleWithLongIds() {
        return publish(60_000, TestBundle.DIMENSION, row -> "x".repeat(2_000) + row + ",\"[1,2,3,4]\"");
    }

    private String publish(int rows, int dimension, IntFunction<String> line) {
        StringBuilder csv = new StringBuilder("id,embedding\n");
        IntStream.range(0, rows).forEach(row -> csv.append(line.apply(row)).append('\n'));
        return new TestBundle()
                .dimension(dimension)
                .items(csv.toString(), rows)
                .writeTo(shop.artifactsFolder())
                .manifest()
                .version();
    }

    private Process start(Path output) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        ServingProcess.class.getName(),
                        shop.artifacts(),
                        shop.lake())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }
}
