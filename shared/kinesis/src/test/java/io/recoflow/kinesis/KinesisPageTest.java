package io.recoflow.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.kinesis.config.KinesisOption;
import io.recoflow.kinesis.source.KinesisScan;
import io.recoflow.testkit.documentation.PageCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KinesisPageTest {

    private static final PageCheck PAGE = PageCheck.of("shared/kinesis/README.md");

    @ParameterizedTest
    @CsvSource({"source-options, SOURCE", "sink-options, SINK"})
    void theTablesOfOptionsAreTheOnesThatTheOptionsMake(String section, KinesisOption.Use use) {
        PAGE.hasSection(section, KinesisOption.markdown(use));
    }

    @Test
    void theColumnsAreListed() {
        for (String column : KinesisScan.columns().fieldNames()) {
            assertThat(PAGE.text()).contains("| `" + column + "` | ");
        }
    }
}
