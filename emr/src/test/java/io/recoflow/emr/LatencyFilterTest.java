package io.recoflow.emr;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.aws.template.LogMetricFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class LatencyFilterTest {

    private static final LogMetricFilter FILTER = new LogMetricFilter(
            Objects.requireNonNull(EmrStack.TEMPLATE.resources().get("LatencyFilter"))
                    .path("Properties"));

    @Test
    void itFindsTheLatencyInTheJobsLine() throws IOException {
        String line = Files.readAllLines(EmrStack.HOME.resolve("jobs/stream-recommend/README.md")).stream()
                .filter(each -> each.startsWith("Last 10 s:"))
                .findFirst()
                .orElseThrow();

        assertThat(FILTER.value(line)).contains("390");
    }

    @Test
    void otherLinesGiveNoFigure() {
        assertThat(FILTER.value(
                        "In all: 10,012 answered (1,001/s), lag 0.21 s, p50 190 ms, p99 390 ms; fallbacks: none"))
                .isEmpty();
        assertThat(FILTER.value("Warning: the lake does not answer")).isEmpty();
    }

    @Test
    void theAlarmWaitsForItsMetric() {
        assertThat(FILTER.namespace()).isEqualTo("Recoflow");
        assertThat(FILTER.name()).isEqualTo("LatencyP99Millis");
        assertThat(FILTER.properties().path("LogGroupName").path("Ref").asText())
                .isEqualTo("LogGroup");
    }
}
