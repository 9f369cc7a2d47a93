package io.recoflow.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.recoflow.bench.etl.TrainingEtlBenchmark;
import io.recoflow.bench.kinesis.KinesisSourceBenchmark;
import io.recoflow.bench.lake.LakeWriterBenchmark;
import io.recoflow.bench.lake.LakeWriterS3Benchmark;
import io.recoflow.bench.neighbours.NearestNeighboursBenchmark;
import io.recoflow.bench.recommend.StreamRecommendBenchmark;
import io.recoflow.bench.recommend.StreamRecommendSoak;
import io.recoflow.bench.reviews.StoreReviewsBenchmark;
import io.recoflow.runtime.report.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Runs one benchmark by its name, prints its figures as a table and stores them as JSON. */
public final class Benchmarks {

    private static final List<Benchmark> ALL = List.of(
            new LakeWriterBenchmark(),
            new LakeWriterS3Benchmark(),
            new KinesisSourceBenchmark(),
            new NearestNeighboursBenchmark(),
            new StreamRecommendBenchmark(),
            new StreamRecommendSoak(),
            new TrainingEtlBenchmark(),
            new StoreReviewsBenchmark());

    private Benchmarks() {}

    /** Arguments: the benchmark's name, then {@code --customers=N --rounds=N --seconds=N --rate=N --peer=JAR
     * --output=FOLDER}. */
    public static void main(String[] args) throws Exception {
        String name = args.length == 0 ? "" : args[0];
        Optional<Benchmark> benchmark =
                ALL.stream().filter(each -> each.name().equals(name)).findFirst();
        if (benchmark.isEmpty()) {
            System.err.println(
                    "No benchmark \"" + name + "\". Give -Dbench=NAME with one of: " + String.join(", ", names()));
            System.exit(2);
        }
        // Asked for first: without git, no figures are lost.
        String commit = commit();
        BenchmarkResult result = benchmark
                .orElseThrow()
                .run(new BenchmarkSettings(
                        Integer.parseInt(value(args, "customers")),
                        Integer.parseInt(value(args, "rounds")),
                        Duration.ofSeconds(Integer.parseInt(value(args, "seconds"))),
                        Integer.parseInt(value(args, "rate")),
                        Optional.of(value(args, "peer"))
                                .filter(peer -> !peer.isEmpty())
                                .map(Path::of)));
        Path file = Path.of(value(args, "output"), name + ".json");
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, Json.write(StoredResult.of(result, commit)));
        System.out.println(text(result) + "\n" + file);
        System.exit(0);
    }

    static List<String> names() {
        return ALL.stream().map(Benchmark::name).toList();
    }

    /** Of the code that is measured, with {@code -dirty} where it has changes. */
    private static String commit() throws IOException {
        Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=7").start();
        return new String(git.getInputStream().readAllBytes(), UTF_8).strip();
    }

    private static String text(BenchmarkResult result) {
        return result.bench() + ": " + result.setup() + "\n" + result.machine() + "\n"
                + result.table().text();
    }

    private static String value(String[] args, String name) {
        String prefix = "--" + name + "=";
        return Arrays.stream(args)
                .filter(arg -> arg.startsWith(prefix))
                .map(arg -> arg.substring(prefix.length()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Give " + prefix + "…"));
    }
}
