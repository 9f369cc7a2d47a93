package io.recoflow.glue;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.aws.check.DeployedValues;
import io.recoflow.aws.check.StackTemplate;
import io.recoflow.runtime.declaration.DeclaredJob;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A job of the stack, as Glue starts it.
 *
 * @param properties of the resource
 * @param values what a deployment makes of them
 */
record GlueJob(DeclaredJob job, JsonNode properties, DeployedValues values) {

    /** What Glue puts on the command line besides, in a run of a workflow. */
    private static final List<String> INJECTED = List.of(
            "--JOB_ID",
            "j_0123456789abcdef",
            "--JOB_RUN_ID",
            "jr_0123456789abcdef",
            "--WORKFLOW_NAME",
            "nightly",
            "--WORKFLOW_RUN_ID",
            "wr_0123456789abcdef",
            "--encryption-type",
            "sse-kms",
            "--enable-job-insights",
            "true");

    static GlueJob of(DeclaredJob job, StackTemplate template) {
        return new GlueJob(
                job,
                template.properties("AWS::Glue::Job", job.getClass().getSimpleName()),
                GlueStacks.values(template));
    }

    /** The arguments of the template. */
    Map<String, String> arguments() {
        Map<String, String> arguments = new LinkedHashMap<>();
        properties
                .path("DefaultArguments")
                .properties()
                .forEach(each -> arguments.put(each.getKey(), values.text(each.getValue())));
        return arguments;
    }

    String argument(String name) {
        return arguments().getOrDefault(name, "");
    }

    /** The command line that the shim gets. */
    List<String> commandLine() {
        List<String> line = injected();
        arguments().forEach((name, value) -> {
            line.add(name);
            line.add(value);
        });
        return line;
    }

    /** The command line that the shim hands on. */
    List<String> jobLine() {
        List<String> line = new ArrayList<>(commandLine());
        int place = line.indexOf(GlueArguments.MAIN_CLASS);
        line.subList(place, place + 2).clear();
        return line;
    }

    /** Only what comes from Glue. */
    List<String> injected() {
        List<String> line =
                new ArrayList<>(List.of("--JOB_NAME", properties.path("Name").asText()));
        line.addAll(INJECTED);
        return line;
    }

    /** The jar, where the build puts it. */
    Path jar() {
        return GlueStacks.HOME.resolve("jobs/" + job.name() + "/target/" + job.name() + ".jar");
    }

    @Override
    public String toString() {
        return job.name();
    }
}
