package io.recoflow.glue;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.runtime.launch.Job;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A job of the template, as Glue starts it.
 *
 * @param properties of the resource
 */
record GlueJob(String logicalId, Job job, JsonNode properties) {

    /** What Glue puts on the command line besides, in a run of a workflow. */
    private static final List<String> INJECTED = List.of(
            "--JOB_ID",
            "j_0123456789abcdef",
            "--JOB_RUN_ID",
            "jr_0123456789abcdef",
            "--WORKFLOW_NAME",
            "recoflow-weekly",
            "--WORKFLOW_RUN_ID",
            "wr_0123456789abcdef",
            "--encryption-type",
            "sse-kms",
            "--enable-job-insights",
            "true");

    /** The arguments of the template. */
    Map<String, String> arguments() {
        Map<String, String> arguments = new LinkedHashMap<>();
        properties
                .path("DefaultArguments")
                .properties()
                .forEach(each -> arguments.put(each.getKey(), GlueStack.VALUES.text(each.getValue())));
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

    /** Only what comes from Glue. */
    List<String> injected() {
        List<String> line =
                new ArrayList<>(List.of("--JOB_NAME", properties.path("Name").asText()));
        line.addAll(INJECTED);
        return line;
    }

    /** The jar, where the build puts it. */
    Path jar() {
        return GlueStack.HOME.resolve("jobs/" + job.name() + "/target/" + job.name() + ".jar");
    }

    @Override
    public String toString() {
        return job.name();
    }
}
