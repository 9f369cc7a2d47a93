package io.recoflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.recoflow.bench.SideBySideResult.ContestantResult;
import io.recoflow.bench.SideBySideResult.Seconds;
import io.recoflow.runtime.report.Json;
import io.recoflow.testkit.documentation.PageCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page's figures are those of the files that benchmarks wrote. */
final class BenchmarksPageTest {

    private static final PageCheck PAGE = PageCheck.of("shared/benchmarks/README.md");
    private static final Path RESULTS = Path.of("results");
    private static final String JSON = ".json";

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Figures(
            String commit,
            String measuredAt,
            String machine,
            String setup,
            List<String> columns,
            List<List<String>> rows) {

        String markdown() {
            return setup + "\n\nCommit `" + commit + "`, " + measuredAt.substring(0, 10) + "; " + machine + ".\n\n"
                    + line(columns) + "\n" + line(Collections.nCopies(columns.size(), "---")) + "\n"
                    + rows.stream().map(Figures::line).collect(Collectors.joining("\n"));
        }

        private static String line(List<String> cells) {
            return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
        }
    }

    static List<String> measured() throws IOException {
        try (Stream<Path> files = Files.list(RESULTS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(JSON))
                    .map(name -> name.substring(0, name.length() - JSON.length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("measured")
    void theFiguresAreThoseOfTheLastRun(String bench) throws IOException {
        Figures figures = Json.read(Files.readString(RESULTS.resolve(bench + JSON)), Figures.class);

        PAGE.hasSection(bench, figures.markdown());
    }

    @Test
    void aRunsFileHasAllThatThePageShows() {
        SideBySideResult result = new SideBySideResult(
                "writer",
                List.of(new ContestantResult("ours", new Seconds(1, 2, 3), 4, 5_000_000, 6_000_000)),
                "What was written",
                "2 cores",
                Instant.parse("2026-11-20T08:00:00Z"));

        Figures figures = Json.read(Json.write(StoredResult.of(result, "abc1234")), Figures.class);

        assertThat(figures.markdown())
                .startsWith("What was written\n\nCommit `abc1234`, 2026-11-20; 2 cores.\n\n| contestant |")
                .endsWith("| ours | 1.00 | 2.00 | 3.00 | 4 | 5.00 | 6.00 | 1.00 |");
    }

    @Test
    void everyBenchmarkHasFiguresOnThePage() throws IOException {
        assertThat(measured()).containsAll(Benchmarks.names());
    }
}
