package io.recoflow.emr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LatencyFilterTest {

    private static final JsonNode FILTER = Objects.requireNonNull(
                    EmrStack.TEMPLATE.resources().get("LatencyFilter"))
            .path("Properties");
    private static final JsonNode METRIC = FILTER.path("MetricTransformations").path(0);

    @Test
    void itFindsTheLatencyInTheJobsLine() throws IOException {
        String line = Files.readAllLines(EmrStack.HOME.resolve("jobs/stream-recommend/README.md")).stream()
                .filter(each -> each.startsWith("Last 10 s:"))
                .findFirst()
                .orElseThrow();

        assertThat(metric(line)).contains("390");
    }

    @Test
    void otherLinesGiveNoFigure() {
        assertThat(metric("In all: 10,012 answered (1,001/s), lag 0.21 s, p50 190 ms, p99 390 ms; fallbacks: none"))
                .isEmpty();
        assertThat(metric("Warning: the lake does not answer")).isEmpty();
    }

    @Test
    void theAlarmWaitsForItsMetric() {
        assertThat(METRIC.path("MetricNamespace").asText()).isEqualTo("Recoflow");
        assertThat(METRIC.path("MetricName").asText()).isEqualTo("LatencyP99Millis");
        assertThat(FILTER.path("LogGroupName").path("Ref").asText()).isEqualTo("LogGroup");
    }

    /** As CloudWatch does with a pattern in brackets: a field for each word, some of which must be what is given. */
    private static Optional<String> metric(String line) {
        String pattern = FILTER.path("FilterPattern").asText();
        String[] fields = pattern.substring(1, pattern.length() - 1).split(", ");
        assertThat(fields[fields.length - 1]).isEqualTo("...");
        String[] words = line.split(" ");
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < fields.length - 1; i++) {
            String[] field = fields[i].split(" = ");
            if (i >= words.length || (field.length == 2 && !field[1].equals(words[i]))) {
                return Optional.empty();
            }
            values.put(field[0], words[i]);
        }
        return Optional.ofNullable(
                values.get(METRIC.path("MetricValue").asText().substring(1)));
    }
}
