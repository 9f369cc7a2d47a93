package io.recoflow.runtime.declaration;

import java.util.Optional;

/**
 * A figure in a line that a job prints again and again: platforms read it from the log into a metric, show it, and watch
 * it.
 *
 * @param name of the metric
 * @param unit as CloudWatch calls it: {@code Milliseconds}
 * @param pattern of the line, as CloudWatch Logs takes it: {@code [word = p99, figure, ...]}
 * @param word of the pattern in whose place the figure stands
 * @param limit empty where nobody is to be woken
 */
public record Figure(String name, String unit, String pattern, String word, Optional<Limit> limit) {

    public Figure {
        if (!pattern.matches("\\[.*\\b" + word + "\\b.*, \\.\\.\\.]")) {
            throw new IllegalArgumentException(
                    "The pattern of " + name + " is no [word, …, ...] with " + word + " in it: " + pattern);
        }
    }

    /**
     * What the figure may not be above for five minutes.
     *
     * @param value in the figure's unit
     * @param meaning what it means for somebody, as a sentence
     */
    public record Limit(double value, String meaning) {}
}
