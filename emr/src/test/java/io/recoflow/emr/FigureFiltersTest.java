package io.recoflow.emr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.aws.check.LatencyLines;
import io.recoflow.aws.check.LogMetricFilter;
import io.recoflow.aws.check.StackTemplate;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FigureFiltersTest {

    private static final Map<String, StackTemplate> TEMPLATES = EmrStacks.TEMPLATES;

    @ParameterizedTest
    @CsvSource({
        "LatencyP99Millis, 390",
        "LatencyP50Millis, 190",
        "LagSeconds, 0.21",
        "OldestUnansweredSeconds, 0.4",
        "QueriesDown, 0",
        "ModelAgeHours, 3.2",
        "PopularityAgeHours, 5.1",
        "StockAgeHours, 5.1"
    })
    void aFigureIsFoundInTheLineThatTheJobsPageShows(String metric, String value) {
        LogMetricFilter filter = filter(metric);

        assertThat(filter.value(LatencyLines.documented())).contains(value);
        assertThat(LatencyLines.WITHOUT)
                .allSatisfy(line -> assertThat(filter.value(line)).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"LatencyP99Millis", "OldestUnansweredSeconds", "QueriesDown", "ModelAgeHours"})
    void theAlarmWaitsForItsMetric(String metric) {
        LogMetricFilter filter = filter(metric);

        JsonNode alarm =
                Objects.requireNonNull(TEMPLATES.get("alarms")).properties("AWS::CloudWatch::Alarm", metric + "High");

        assertThat(alarm.path("Namespace").asText()).isEqualTo(filter.namespace());
        assertThat(alarm.path("MetricName").asText()).isEqualTo(filter.name());
        assertThat(alarm.has("Dimensions")).isFalse();
    }

    private static LogMetricFilter filter(String metric) {
        return new LogMetricFilter(
                EmrStacks.SERVERLESS.properties("AWS::Logs::MetricFilter", "StreamRecommend" + metric));
    }
}
