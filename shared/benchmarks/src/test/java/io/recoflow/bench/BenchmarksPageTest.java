package io.recoflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.recoflow.runtime.report.Json;
import io.recoflow.testkit.documentation.PageCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    void everyBenchmarkHasFiguresOnThePage() throws IOException {
        assertThat(measured()).containsAll(Benchmarks.names());
    }
}
