package io.recoflow.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.testkit.documentation.GeneratedSection;
import io.recoflow.testkit.documentation.OptionTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code -Ddocumentation.update=true} writes what is generated instead of checking it. */
final class DocumentationTest {

    private static final Path README =
            Path.of(System.getProperty("recoflow.home")).resolve("jobs/train-model/README.md");
    private static final String OPTIONS = "train-model-options";

    @Test
    void theTableOfOptionsIsTheOneThatTheOptionsMake() throws IOException {
        String table = OptionTable.markdown(TrainModelOptions.ALL);
        String readme = Files.readString(README);
        if (Boolean.getBoolean("documentation.update")) {
            readme = GeneratedSection.replace(readme, OPTIONS, table);
            Files.writeString(README, readme);
        }
        assertThat(GeneratedSection.in(readme, OPTIONS).strip())
                .as("run mvn -pl jobs/train-model -am test -Ddocumentation.update=true")
                .isEqualTo(table.strip());
    }
}
