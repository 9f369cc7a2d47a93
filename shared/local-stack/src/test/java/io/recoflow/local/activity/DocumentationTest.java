package io.recoflow.local.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.local.ProjectHome;
import io.recoflow.runtime.launch.Job;
import io.recoflow.testkit.documentation.GeneratedSection;
import io.recoflow.testkit.documentation.OptionTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code -Ddocumentation.update=true} writes what is generated instead of checking it. */
class DocumentationTest {
    private static final List<Job> COMMANDS =
            List.of(new LocalKinesisCommand(), new ActivitySimulatorCommand(), new PlatformClientCommand());

    @Test
    void theTablesOfOptionsAreThoseThatTheOptionsMake() throws IOException {
        Path file = ProjectHome.directory().resolve("shared/local-stack/README.md");
        String readme = Files.readString(file);
        for (Job command : COMMANDS) {
            String section = command.name() + "-options";
            String table = OptionTable.markdown(command.options());
            if (Boolean.getBoolean("documentation.update")) {
                readme = GeneratedSection.replace(readme, section, table);
                Files.writeString(file, readme);
            }
            assertThat(GeneratedSection.in(readme, section).strip())
                    .as("run mvn -pl shared/local-stack -am test -Ddocumentation.update=true")
                    .isEqualTo(table.strip());
        }
    }
}
