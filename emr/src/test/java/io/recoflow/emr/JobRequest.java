package io.recoflow.emr;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.runtime.launch.Job;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A request of EMR Serverless' StartJobRun.
 *
 * @param name of its file
 * @param json as the AWS CLI takes it
 */
record JobRequest(String name, JsonNode json) {

    /** The job whose name the file's begins with. */
    Job job() {
        return jobNamedLike(name);
    }

    static Job jobNamedLike(String name) {
        return EmrStack.JOBS.stream()
                .filter(job -> name.startsWith(job.name()))
                .findFirst()
                .orElseThrow();
    }

    boolean isStreaming() {
        return json.path("mode").asText().equals("STREAMING");
    }

    /** The address of the job's jar. */
    String jar() {
        return submission().path("entryPoint").asText();
    }

    List<String> jobArguments() {
        return texts(submission().path("entryPointArguments"));
    }

    SparkArguments spark() {
        return SparkArguments.parse(
                List.of(submission().path("sparkSubmitParameters").asText().split(" ")));
    }

    static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private JsonNode submission() {
        return json.path("jobDriver").path("sparkSubmit");
    }

    @Override
    public String toString() {
        return name;
    }
}
