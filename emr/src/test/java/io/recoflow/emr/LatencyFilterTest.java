package io.recoflow.emr;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.aws.job.LatencyLines;
import io.recoflow.aws.template.LogMetricFilter;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class LatencyFilterTest {

    private static final LogMetricFilter FILTER = new LogMetricFilter(
            Objects.requireNonNull(EmrStack.TEMPLATE.resources().get("LatencyFilter"))
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
    void theAlarmWaitsForItsMetric() {
        assertThat(FILTER.namespace()).isEqualTo("Recoflow");
        assertThat(FILTER.name()).isEqualTo("LatencyP99Millis");
        assertThat(FILTER.properties().path("LogGroupName").path("Ref").asText())
                .isEqualTo("LogGroup");
    }
}
