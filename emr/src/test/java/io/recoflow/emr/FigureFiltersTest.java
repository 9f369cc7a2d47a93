package io.recoflow.emr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.aws.check.LogMetricFilter;
import io.recoflow.aws.check.ProgressLines;
import io.recoflow.aws.check.StackTemplate;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FigureFiltersTest {

    private static final Map<String, StackTemplate> TEMPLATES = EmrStacks.TEMPLATES;

    @ParameterizedTest
    @CsvSource({
        "stream-recommend, LatencyP99Millis, 390",
        "stream-recommend, LatencyP50Millis, 190",
        "stream-recommend, LagSeconds, 0.21",
        "stream-recommend, OldestUnansweredSeconds, 0.4",
        "stream-recommend, QueriesDown, 0",
        "stream-recommend, ModelAgeHours, 3.2",
        "stream-recommend, PopularityAgeHours, 5.1",
        "stream-recommend, StockAgeHours, 5.1",
        "store-reviews, ReviewLagSeconds, 1.32",
        "store-reviews, ReviewQueriesDown, 0"
    })
    void aFigureIsFoundInTheLineThatTheJobsPageShows(String job, String metric, String value) {
        LogMetricFilter filter = filter(job, metric);

        assertThat(filter.value(ProgressLines.documented(job))).contains(value);
        assertThat(ProgressLines.WITHOUT)
                .allSatisfy(line -> assertThat(filter.value(line)).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "stream-recommend, LatencyP99Millis",
        "stream-recommend, OldestUnansweredSeconds",
        "stream-recommend, QueriesDown",
        "stream-recommend, ModelAgeHours",
        "store-reviews, ReviewLagSeconds",
        "store-reviews, ReviewQueriesDown"
    })
    void theAlarmWaitsForItsMetric(String job, String metric) {
        LogMetricFilter filter = filter(job, metric);

        JsonNode alarm =
                Objects.requireNonNull(TEMPLATES.get("alarms")).properties("AWS::CloudWatch::Alarm", metric + "High");

        assertThat(alarm.path("Namespace").asText()).isEqualTo(filter.namespace());
        assertThat(alarm.path("MetricName").asText()).isEqualTo(filter.name());
        assertThat(alarm.has("Dimensions")).isFalse();
    }

    private static LogMetricFilter filter(String job, String metric) {
        return new LogMetricFilter(EmrStacks.SERVERLESS.properties(
                "AWS::Logs::MetricFilter", EmrStacks.job(job).getClass().getSimpleName() + metric));
    }
}
