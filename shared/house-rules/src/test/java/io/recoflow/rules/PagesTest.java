package io.recoflow.rules;

import io.recoflow.testkit.documentation.PageCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PagesTest {

    private static final Path HOME = Path.of(System.getProperty("recoflow.home"));

    /** Deeper than any page. */
    private static final int DEPTH = 4;

    /** What the build and npm put in. */
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules");

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void everyLinkAndProgramInThePagesIsThere(String page) {
        PageCheck.of(page).leadsToWhatIsThere();
    }

    static List<String> pages() throws IOException {
        try (Stream<Path> files = Files.walk(HOME, DEPTH)) {
            return files.map(HOME::relativize)
                    .filter(file -> file.toString().endsWith(".md"))
                    .filter(PagesTest::isOurs)
                    .map(Path::toString)
                    .sorted()
                    .toList();
        }
    }

    private static boolean isOurs(Path file) {
        return StreamSupport.stream(file.spliterator(), false)
                .map(Path::toString)
                .noneMatch(name -> name.startsWith(".") || NOT_OURS.contains(name));
    }
}
