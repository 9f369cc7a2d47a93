package io.recoflow.glue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.aws.template.LogMetricFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class LatencyFilterTest {

    private static final LogMetricFilter FILTER = new LogMetricFilter(
            Objects.requireNonNull(GlueStack.TEMPLATE.resources().get("LatencyFilter"))
                    .path("Properties"));

    @Test
    void itFindsTheLatencyInTheJobsLine() throws IOException {
        assertThat(FILTER.value(line())).contains("390");
    }

    @Test
    void otherLinesGiveNoFigure() {
        assertThat(FILTER.value(
                        "In all: 10,012 answered (1,001/s), lag 0.21 s, p50 190 ms, p99 390 ms; fallbacks: none"))
                .isEmpty();
        assertThat(FILTER.value("Warning: the lake does not answer")).isEmpty();
    }

    @Test
    void itReadsTheGroupOfStandardError() {
        JsonNode group = GlueStack.TEMPLATE
                .resources()
                .getOrDefault(GlueStack.VALUES.text(FILTER.properties().path("LogGroupName")), FILTER.properties())
                .path("Properties");

        assertThat(group.path("LogGroupName").asText())
                .isEqualTo(GlueStack.jobs().get(3).argument("--custom-logGroup-prefix") + "/output");
    }

    @Test
    void anAlarmWatchesItsMetric() {
        List<JsonNode> alarms = GlueStack.shared().stream()
                .flatMap(template -> template.resourcesOfType("AWS::CloudWatch::Alarm").values().stream())
                .map(alarm -> alarm.path("Properties"))
                .toList();

        assertThat(alarms).anySatisfy(alarm -> {
            assertThat(alarm.path("Namespace").asText()).isEqualTo(FILTER.namespace());
            assertThat(alarm.path("MetricName").asText()).isEqualTo(FILTER.name());
            assertThat(alarm.has("Dimensions")).isFalse();
        });
    }

    /** The line of the documentation of stream-recommend, which is its own. */
    private static String line() throws IOException {
        List<String> lines = Files.readAllLines(GlueStack.HOME.resolve("jobs/stream-recommend/README.md"));
        return lines.stream()
                .filter(line -> line.startsWith("Last 10 s:"))
                .findFirst()
                .orElseThrow();
    }
}
