package io.recoflow.aws.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.aws.check.StackTemplate;
import io.recoflow.aws.check.Synthesis;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The shared stacks of the stage {@code test}, with one job that declares something of everything. */
final class SharedTemplates {

    static final Map<String, StackTemplate> ALL = Synthesis.templates(
            "test", app -> SharedStacks.create(app, Installation.of(app), List.of(SampleJob.STREAM)));
    static final StackTemplate FOUNDATION = template("foundation");
    static final StackTemplate VECTORS = template("vectors");
    static final StackTemplate CATALOG = template("catalog");
    static final StackTemplate ALARMS = template("alarms");

    private SharedTemplates() {}

    /** The values of a list, in order. */
    static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static StackTemplate template(String part) {
        return Objects.requireNonNull(ALL.get(part), part);
    }
}
