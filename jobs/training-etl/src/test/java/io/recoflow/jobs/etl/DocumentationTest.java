package io.recoflow.jobs.etl;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.testkit.documentation.GeneratedSection;
import io.recoflow.testkit.documentation.OptionTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code -Ddocumentation.update=true} writes what is generated instead of checking it. */
final class DocumentationTest {

    private static final Path HOME = Path.of(System.getProperty("recoflow.home"));
    private static final Path README = HOME.resolve("README.md");
    private static final String OPTIONS = "training-etl-options";
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final Pattern PROGRAM = Pattern.compile("shared/local-stack/bin/[a-z-]+");

    @Test
    void theTableOfOptionsIsTheOneThatTheOptionsMake() throws IOException {
        String table = OptionTable.markdown(TrainingEtlOptions.ALL);
        String readme = Files.readString(README);
        if (Boolean.getBoolean("documentation.update")) {
            readme = GeneratedSection.replace(readme, OPTIONS, table);
            Files.writeString(README, readme);
        }
        assertThat(GeneratedSection.in(readme, OPTIONS).strip())
                .as("run mvn -pl jobs/training-etl -am test -Ddocumentation.update=true")
                .isEqualTo(table.strip());
    }

    @Test
    void everyLinkAndProgramInThePagesIsThere() throws IOException {
        for (Path page : List.of(README, HOME.resolve("jobs/training-etl/README.md"))) {
            String text = Files.readString(page);
            assertThat(LINK.matcher(text).results().map(MatchResult::group).toList())
                    .isNotEmpty();
            assertThat(LINK.matcher(text).results().map(link -> link.group(1)))
                    .allSatisfy(link ->
                            assertThat(page.resolveSibling(link).normalize()).exists());
            assertThat(PROGRAM.matcher(text).results().map(MatchResult::group))
                    .allSatisfy(program -> assertThat(HOME.resolve(program)).isExecutable());
        }
    }
}
