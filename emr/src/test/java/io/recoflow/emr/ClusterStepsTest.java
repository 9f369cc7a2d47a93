package io.recoflow.emr;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.runtime.declaration.JobRuntime.Streaming;
import io.recoflow.testkit.JobArguments;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.emr.model.AddJobFlowStepsRequest;

final class ClusterStepsTest {

    static List<ClusterStep> steps() {
        return EmrStacks.steps();
    }

    @Test
    void everyRequestOfServerlessHasOne() {
        assertThat(steps().stream().map(ClusterStep::name))
                .isNotEmpty()
                .containsExactlyElementsOf(
                        EmrStacks.requests().stream().map(JobRequest::name).toList());
    }

    @ParameterizedTest
    @MethodSource("steps")
    void theServiceTakesIt(ClusterStep step) {
        assertThat(RequestCheck.problems(AddJobFlowStepsRequest.builder().build(), step.request("j-2AXXXXXXGAPLF")))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("steps")
    void itSubmitsWhatServerlessRuns(ClusterStep step) {
        JobRequest request = EmrStacks.request(step.name());

        assertThat(step.words().get(0)).isEqualTo("spark-submit");
        assertThat(step.jar()).isEqualTo(request.jar());
        assertThat(step.jobArguments()).isEqualTo(request.jobArguments());
        assertThat(step.spark().option("--class")).isEqualTo(request.spark().option("--class"));
        assertThat(step.spark().option("--jars").replace("file://", ""))
                .isEqualTo(request.spark().option("--jars"));
        assertThat(step.spark().settings()).containsAllEntriesOf(request.spark().settings());
    }

    @ParameterizedTest
    @MethodSource("steps")
    void theJobTakesItsArguments(ClusterStep step) {
        assertThat(JobArguments.problems(step.job(), step.jobArguments())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("steps")
    void theDriverIsInTheClusterAndAFailureLeavesItAlive(ClusterStep step) {
        assertThat(step.spark().option("--deploy-mode")).isEqualTo("cluster");
        assertThat(step.json().path(0).path("Jar").asText()).isEqualTo("command-runner.jar");
        assertThat(step.json().path(0).path("ActionOnFailure").asText()).isEqualTo("CONTINUE");
    }

    @ParameterizedTest
    @MethodSource("steps")
    void onlyAStreamLetsTheNextStepBegin(ClusterStep step) {
        assertThat(step.spark().setting("spark.yarn.submit.waitAppCompletion"))
                .isEqualTo(step.job().declaration().runtime() instanceof Streaming ? "false" : "");
    }
}
