package io.recoflow.aws.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An AWS::Logs::MetricFilter whose pattern is in brackets, with one transformation. A field stands for each word of a
 * line, and some must be what is given ("Filter pattern syntax" in the Amazon CloudWatch Logs User Guide).
 *
 * @param properties of the resource
 */
public record LogMetricFilter(JsonNode properties) {

    private static final String REST = "...";

    /** @throws IllegalArgumentException where the pattern is none in brackets with {@code ...} at its end */
    public LogMetricFilter {
        if (!properties.path("FilterPattern").asText().matches("\\[.*, \\.\\.\\.]")) {
            throw new IllegalArgumentException("Cannot read the filter pattern " + properties.path("FilterPattern")
                    + ": it is no [field, …, ...]");
        }
    }

    /** What the metric becomes by a line; empty where the line does not match. */
    public Optional<String> value(String line) {
        String pattern = properties.path("FilterPattern").asText();
        String[] fields = pattern.substring(1, pattern.length() - 1).split(", ", -1);
        String[] words = line.split(" ", -1);
        Map<String, String> values = new HashMap<>();
        for (int i = 0; !fields[i].equals(REST); i++) {
            String[] field = fields[i].split(" = ", -1);
            if (i >= words.length || (field.length == 2 && !field[1].equals(words[i]))) {
                return Optional.empty();
            }
            values.put(field[0], words[i]);
        }
        String chosen = transformation().path("MetricValue").asText();
        return Optional.ofNullable(values.get(chosen.substring(1)));
    }

    public String namespace() {
        return transformation().path("MetricNamespace").asText();
    }

    public String name() {
        return transformation().path("MetricName").asText();
    }

    private JsonNode transformation() {
        return properties.path("MetricTransformations").path(0);
    }
}
