package io.recoflow.glue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.aws.job.LatencyLines;
import io.recoflow.aws.template.LogMetricFilter;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class LatencyFilterTest {

    private static final LogMetricFilter FILTER = new LogMetricFilter(
            Objects.requireNonNull(GlueStack.TEMPLATE.resources().get("LatencyFilter"))
                    .path("Properties"));

    @Test
    void itFindsTheLatencyInTheJobsLine() {
        assertThat(FILTER.value(LatencyLines.documented())).contains("390");
    }

    @Test
    void otherLinesGiveNoFigure() {
        assertThat(LatencyLines.WITHOUT)
                .allSatisfy(line -> assertThat(FILTER.value(line)).isEmpty());
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
}
