package io.recoflow.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.kinesis.config.KinesisOption;
import io.recoflow.kinesis.source.KinesisScan;
import io.recoflow.testkit.documentation.GeneratedSection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code -Ddocumentation.update=true} writes what is generated instead of checking it. */
final class DocumentationTest {

    private static final Path README =
            Path.of(System.getProperty("recoflow.home")).resolve("shared/kinesis/README.md");

    @ParameterizedTest
    @CsvSource({"source-options, SOURCE", "sink-options, SINK"})
    void theTablesOfOptionsAreTheOnesThatTheOptionsMake(String section, KinesisOption.Use use) throws IOException {
        String table = KinesisOption.markdown(use);
        String readme = Files.readString(README);
        if (Boolean.getBoolean("documentation.update")) {
            readme = GeneratedSection.replace(readme, section, table);
            Files.writeString(README, readme);
        }
        assertThat(GeneratedSection.in(readme, section).strip())
                .as("run mvn -pl shared/kinesis -am test -Ddocumentation.update=true")
                .isEqualTo(table.strip());
    }

    @Test
    void theColumnsAreListed() throws IOException {
        String readme = Files.readString(README);

        for (String column : KinesisScan.columns().fieldNames()) {
            assertThat(readme).contains("| `" + column + "` | ");
        }
    }
}
