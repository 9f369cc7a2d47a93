package io.recoflow.emr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.emr.model.AddJobFlowStepsRequest;
import software.amazon.awssdk.services.emrserverless.model.StartJobRunRequest;

/** Faults put into requests that are right. */
final class RequestCheckTest {

    @Test
    void anUnknownMemberIsFound() {
        assertThat(problems(run -> run.put("retries", 5)))
                .singleElement()
                .asString()
                .startsWith("/retries: is unknown");
    }

    @Test
    void anUnknownMemberDeepInsideIsFound() {
        String logging = "/configurationOverrides/monitoringConfiguration/cloudWatchLoggingConfiguration";

        assertThat(problems(run -> at(run, logging).put("logGroup", "/recoflow")))
                .singleElement()
                .asString()
                .startsWith(logging + "/logGroup: is unknown");
    }

    @Test
    void aMissingMemberIsFound() {
        assertThat(problems(run -> run.remove("executionRoleArn"))).containsExactly("/executionRoleArn: is required");
    }

    @Test
    void aMissingMemberDeepInsideIsFound() {
        assertThat(problems(run -> at(run, "/jobDriver/sparkSubmit").remove("entryPoint")))
                .containsExactly("/jobDriver/sparkSubmit/entryPoint: is required");
    }

    @Test
    void aNumberInQuotesIsFound() {
        assertThat(problems(run -> at(run, "/retryPolicy").put("maxFailedAttemptsPerHour", "5")))
                .containsExactly("/retryPolicy/maxFailedAttemptsPerHour: \"5\" is not of the type Integer");
    }

    @Test
    void aTextInPlaceOfAListIsFound() {
        assertThat(problems(run -> at(run, "/jobDriver/sparkSubmit").put("entryPointArguments", "--dry-run")))
                .containsExactly("/jobDriver/sparkSubmit/entryPointArguments: \"--dry-run\" is no list");
    }

    @Test
    void anUnknownValueIsFound() {
        assertThat(problems(run -> run.put("mode", "STREAM")))
                .containsExactly("/mode: \"STREAM\" is no known value; known are [BATCH, STREAMING]");
    }

    @Test
    void twoDriversAreFound() {
        assertThat(problems(run -> at(run, "/jobDriver").putObject("hive").put("query", "q")))
                .containsExactly("/jobDriver: must have one member, and has 2");
    }

    @Test
    void aStepWithoutItsJarIsFound() {
        assertThat(stepProblems(step -> step.remove("Jar"))).containsExactly("/Steps/0/HadoopJarStep/Jar: is required");
    }

    @Test
    void aStepWithAnUnknownMemberIsFound() {
        assertThat(stepProblems(step -> step.put("Arguments", "--dry-run")))
                .singleElement()
                .asString()
                .startsWith("/Steps/0/HadoopJarStep/Arguments: is unknown");
    }

    @Test
    void aStepWithAnUnknownActionIsFound() {
        assertThat(stepProblems(step -> step.put("ActionOnFailure", "GO_ON")))
                .singleElement()
                .asString()
                .startsWith("/Steps/0/ActionOnFailure: \"GO_ON\" is no known value");
    }

    private static List<String> problems(Consumer<ObjectNode> fault) {
        ObjectNode run = EmrStacks.request("stream-recommend").json().deepCopy();
        fault.accept(run);
        return RequestCheck.problems(StartJobRunRequest.builder().build(), run);
    }

    private static List<String> stepProblems(Consumer<ObjectNode> fault) {
        JsonNode steps = EmrStacks.step("stream-recommend").json().deepCopy();
        fault.accept((ObjectNode) steps.path(0));
        ClusterStep step = new ClusterStep("stream-recommend", steps);
        return RequestCheck.problems(AddJobFlowStepsRequest.builder().build(), step.request("j-2AXXXXXXGAPLF"));
    }

    private static ObjectNode at(ObjectNode request, String path) {
        return (ObjectNode) request.at(path);
    }
}
