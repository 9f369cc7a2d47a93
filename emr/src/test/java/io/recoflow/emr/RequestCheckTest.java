package io.recoflow.emr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.emr.model.AddJobFlowStepsRequest;
import software.amazon.awssdk.services.emrserverless.model.StartJobRunRequest;

/** Faults put into requests that are right. */
final class RequestCheckTest {

    private static final String RUN = EmrStack.text("jobs", "stream-recommend");
    private static final String STEP = EmrStack.text("steps", "stream-recommend");

    @Test
    void anUnknownMemberIsFound() {
        assertThat(problems("\"retryPolicy\"", "\"retries\""))
                .singleElement()
                .asString()
                .startsWith("/retries: is unknown");
    }

    @Test
    void anUnknownMemberDeepInsideIsFound() {
        assertThat(problems("\"logGroupName\"", "\"logGroup\""))
                .singleElement()
                .asString()
                .startsWith("/configurationOverrides/monitoringConfiguration/cloudWatchLoggingConfiguration/logGroup:"
                        + " is unknown");
    }

    @Test
    void aMissingMemberIsFound() {
        assertThat(problems("\"executionRoleArn\": \"${StreamRecommendRoleArn}\",", ""))
                .containsExactly("/executionRoleArn: is required");
    }

    @Test
    void aMissingMemberDeepInsideIsFound() {
        assertThat(problems("\"entryPoint\": \"s3://${CodeBucket}/releases/${Release}/stream-recommend.jar\",", ""))
                .containsExactly("/jobDriver/sparkSubmit/entryPoint: is required");
    }

    @Test
    void aNumberInQuotesIsFound() {
        assertThat(problems("\"maxFailedAttemptsPerHour\": 5", "\"maxFailedAttemptsPerHour\": \"5\""))
                .containsExactly("/retryPolicy/maxFailedAttemptsPerHour: \"5\" is not of the type Integer");
    }

    @Test
    void aTextInPlaceOfAListIsFound() {
        assertThat(RequestCheck.problems(
                        StartJobRunRequest.builder().build(),
                        EmrStack.json(
                                "{\"applicationId\":\"a\",\"executionRoleArn\":\"r\",\"jobDriver\":{\"sparkSubmit\":"
                                        + "{\"entryPoint\":\"e\",\"entryPointArguments\":\"--dry-run\"}}}")))
                .containsExactly("/jobDriver/sparkSubmit/entryPointArguments: \"--dry-run\" is no list");
    }

    @Test
    void anUnknownValueIsFound() {
        assertThat(problems("\"mode\": \"STREAMING\"", "\"mode\": \"STREAM\""))
                .containsExactly("/mode: \"STREAM\" is no known value; known are [BATCH, STREAMING]");
    }

    @Test
    void twoDriversAreFound() {
        assertThat(problems("\"jobDriver\": {", "\"jobDriver\": {\"hive\": {\"query\": \"q\"},"))
                .containsExactly("/jobDriver: must have one member, and has 2");
    }

    @Test
    void aStepWithoutItsJarIsFound() {
        assertThat(stepProblems("\"Jar\": \"command-runner.jar\",", ""))
                .containsExactly("/Steps/0/HadoopJarStep/Jar: is required");
    }

    @Test
    void aStepWithAnUnknownMemberIsFound() {
        assertThat(stepProblems("\"Args\"", "\"Arguments\""))
                .singleElement()
                .asString()
                .startsWith("/Steps/0/HadoopJarStep/Arguments: is unknown");
    }

    @Test
    void aStepWithAnUnknownActionIsFound() {
        assertThat(stepProblems("\"CONTINUE\"", "\"GO_ON\""))
                .singleElement()
                .asString()
                .startsWith("/Steps/0/ActionOnFailure: \"GO_ON\" is no known value");
    }

    private static List<String> problems(String right, String wrong) {
        return RequestCheck.problems(StartJobRunRequest.builder().build(), EmrStack.json(with(RUN, right, wrong)));
    }

    private static List<String> stepProblems(String right, String wrong) {
        ClusterStep step = new ClusterStep("stream-recommend", EmrStack.json(with(STEP, right, wrong)));
        return RequestCheck.problems(AddJobFlowStepsRequest.builder().build(), step.request("j-2AXXXXXXGAPLF"));
    }

    private static String with(String text, String right, String wrong) {
        assertThat(text).contains(right);
        return text.replace(right, wrong);
    }
}
