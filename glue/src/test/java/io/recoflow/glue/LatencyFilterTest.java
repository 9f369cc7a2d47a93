package io.recoflow.glue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LatencyFilterTest {

    private static final JsonNode FILTER = Objects.requireNonNull(
                    GlueStack.TEMPLATE.resources().get("LatencyFilter"))
            .path("Properties");

    @Test
    void itFindsTheLatencyInTheJobsLine() throws IOException {
        assertThat(metric(line())).contains("390");
    }

    @Test
    void otherLinesGiveNoFigure() {
        assertThat(metric("In all: 10,012 answered (1,001/s), lag 0.21 s, p50 190 ms, p99 390 ms; fallbacks: none"))
                .isEmpty();
        assertThat(metric("Warning: the lake does not answer")).isEmpty();
    }

    @Test
    void itReadsTheGroupOfStandardError() {
        JsonNode group = GlueStack.TEMPLATE
                .resources()
                .getOrDefault(GlueStack.VALUES.text(FILTER.path("LogGroupName")), FILTER)
                .path("Properties");

        assertThat(group.path("LogGroupName").asText())
                .isEqualTo(GlueStack.jobs().get(3).argument("--custom-logGroup-prefix") + "/output");
    }

    @Test
    void anAlarmWatchesItsMetric() {
        JsonNode transformation = FILTER.path("MetricTransformations").path(0);

        List<JsonNode> alarms = GlueStack.shared().stream()
                .flatMap(template -> template.resourcesOfType("AWS::CloudWatch::Alarm").values().stream())
                .map(alarm -> alarm.path("Properties"))
                .toList();

        assertThat(alarms).anySatisfy(alarm -> {
            assertThat(alarm.path("Namespace").asText())
                    .isEqualTo(transformation.path("MetricNamespace").asText());
            assertThat(alarm.path("MetricName").asText())
                    .isEqualTo(transformation.path("MetricName").asText());
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

    /** As CloudWatch does with a pattern in brackets: a field for each word, some of which must be what is given. */
    private static Optional<String> metric(String line) {
        String pattern = FILTER.path("FilterPattern").asText();
        String[] fields = pattern.substring(1, pattern.length() - 1).split(", ", -1);
        assertThat(fields[fields.length - 1]).isEqualTo("...");
        String[] words = line.split(" ", -1);
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < fields.length - 1; i++) {
            String[] field = fields[i].split(" = ", -1);
            if (i >= words.length || (field.length == 2 && !field[1].equals(words[i]))) {
                return Optional.empty();
            }
            values.put(field[0], words[i]);
        }
        String chosen =
                FILTER.path("MetricTransformations").path(0).path("MetricValue").asText();
        return Optional.ofNullable(values.get(chosen.substring(1)));
    }
}
