package io.recoflow.emr;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.runtime.declaration.DeclaredJob;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A request of EMR Serverless' StartJobRun.
 *
 * @param name of the job, and of a variant
 * @param json as the AWS CLI takes it
 */
record JobRequest(String name, JsonNode json) {

    DeclaredJob job() {
        return EmrStacks.job(name);
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
