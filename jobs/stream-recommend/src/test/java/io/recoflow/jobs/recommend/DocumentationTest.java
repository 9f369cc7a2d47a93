package io.recoflow.jobs.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.jobs.recommend.activity.RejectionReason;
import io.recoflow.jobs.recommend.recommendation.FallbackReason;
import io.recoflow.testkit.documentation.GeneratedSection;
import io.recoflow.testkit.documentation.OptionTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code -Ddocumentation.update=true} writes what is generated instead of checking it. */
final class DocumentationTest {

    private static final Path README =
            Path.of(System.getProperty("recoflow.home")).resolve("jobs/stream-recommend/README.md");

    @ParameterizedTest(name = "{0}")
    @MethodSource("sections")
    void aGeneratedTableIsWhatTheCodeMakes(String section, String table) throws IOException {
        String readme = Files.readString(README);
        if (Boolean.getBoolean("documentation.update")) {
            readme = GeneratedSection.replace(readme, section, table);
            Files.writeString(README, readme);
        }
        assertThat(GeneratedSection.in(readme, section).strip())
                .as("run mvn -pl jobs/stream-recommend -am test -Ddocumentation.update=true")
                .isEqualTo(table.strip());
    }

    static Stream<Arguments> sections() {
        return Stream.of(
                Arguments.of("stream-recommend-options", OptionTable.markdown(StreamRecommendOptions.ALL)),
                Arguments.of(
                        "fallback-reasons",
                        Stream.of(FallbackReason.values())
                                .map(reason -> "| `" + reason.code() + "` | " + reason.meaning() + " |")
                                .collect(Collectors.joining("\n", "| reason | meaning |\n|---|---|\n", ""))),
                Arguments.of(
                        "rejection-reasons",
                        Stream.of(RejectionReason.values())
                                .map(reason -> "| `" + reason.code() + "` | " + reason.meaning() + " |")
                                .collect(Collectors.joining("\n", "| reason | meaning |\n|---|---|\n", ""))));
    }
}
