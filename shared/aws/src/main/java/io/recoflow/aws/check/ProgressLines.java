package io.recoflow.aws.check;

import io.recoflow.local.ProjectHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The lines that jobs tell every ten seconds, for the filters of their logs that look for figures. */
public final class ProgressLines {

    /** Lines that tell nothing of the last seconds. */
    public static final List<String> WITHOUT = List.of(
            "In all: 10,012 answered (1,001/s), lag 0.21 s, p50 190 ms, p99 390 ms, oldest unanswered 0.4 s, 0 queries down, model 3.2 h, popularity 5.1 h, stock 5.1 h old; fallbacks: none",
            "Warning: the lake does not answer");

    private ProgressLines() {}

    /** The line of a job as its page shows it. */
    public static String documented(String job) {
        Path page = ProjectHome.directory().resolve("jobs/" + job + "/README.md");
        try (Stream<String> lines = Files.lines(page)) {
            return lines.filter(line -> line.startsWith("Last 10 s:"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(page + " shows no line of progress"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + page, e);
        }
    }
}
