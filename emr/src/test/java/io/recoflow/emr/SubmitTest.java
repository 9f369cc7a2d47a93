package io.recoflow.emr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.testkit.JobArguments;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class SubmitTest {

    private static final String CLUSTER = "j-2AXXXXXXGAPLF";

    private final Path folder;

    SubmitTest(@TempDir Path folder) {
        this.folder = folder;
    }

    static List<JobRequest> requests() {
        return EmrStacks.requests();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aDryRunPrintsTheWholeRequestAndOnlyReads(JobRequest request) throws IOException {
        SubmitRun run = submit(request.name(), "--dry-run");

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(EmrStacks.json(run.out())).isEqualTo(request.json());
        assertThat(run.calls())
                .singleElement()
                .asString()
                .startsWith("ssm\nget-parameter\n--name\n/recoflow/prod/emr/jobs/" + request.name() + "\n");
    }

    @Test
    void aRunIsStartedByTheSameRequest() throws IOException {
        SubmitRun run = submit("training-etl");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("00run\n");
        assertThat(run.calls()).hasSize(2);
        String call = run.calls().get(1);
        assertThat(call).startsWith("emr-serverless\nstart-job-run\n--cli-input-json\n");
        assertThat(request(call)).isEqualTo(EmrStacks.request("training-etl").json());
    }

    @Test
    void aStepIsAddedToTheCluster() throws IOException {
        SubmitRun run = ofAStep("train-model", "--ec2", CLUSTER);

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("s-step\n");
        assertThat(run.calls().get(0)).contains("/recoflow/prod/emr/steps/train-model\n");
        String call = run.calls().get(1);
        assertThat(call).startsWith("emr\nadd-steps\n--cluster-id\n" + CLUSTER + "\n--steps\n");
        assertThat(request(call)).isEqualTo(EmrStacks.step("train-model").json());
    }

    @Test
    void anotherInstallationIsAskedByItsStage() throws IOException {
        assertThat(submit("train-model", "--stage", "test").calls().get(0))
                .contains("/recoflow/test/emr/jobs/train-model\n");
    }

    @Test
    void furtherArgumentsComeLastAsTheyAre() throws IOException {
        SubmitRun run = submit("training-etl", "--dry-run", "--", "--dry-run", "--report", "a \"b\" \\c ${d} & *");
        JsonNode arguments = EmrStacks.json(run.out()).at("/jobDriver/sparkSubmit/entryPointArguments");
        List<String> all = JobRequest.texts(arguments);

        assertThat(all).endsWith("--dry-run", "--report", "a \"b\" \\c ${d} & *");
        assertThat(all)
                .startsWith(EmrStacks.request("training-etl").jobArguments().toArray(String[]::new));
        assertThat(JobArguments.problems(EmrStacks.job("training-etl"), all)).isEmpty();
    }

    @Test
    void furtherArgumentsOfAStepComeLast() throws IOException {
        SubmitRun run = ofAStep("load-embeddings", "--dry-run", "--ec2", CLUSTER, "--", "--verbose");

        assertThat(JobRequest.texts(EmrStacks.json(run.out()).path(0).path("Args")))
                .endsWith("--verbose");
    }

    @Test
    void aRequestThatIsNotThereIsToldAndStartsNothing() throws IOException {
        SubmitRun run = submit("train-modell");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).startsWith("aws: refused\nsubmit: the request of train-modell is not known:");
        assertThat(run.calls()).hasSize(1);
    }

    @Test
    void aRefusedStartIsTold() throws IOException {
        Map<String, String> answers = answers();
        answers.remove("start-job-run");

        SubmitRun run = SubmitRun.of(folder, answers, "train-model");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).startsWith("aws: refused\nsubmit: train-model was not started:");
    }

    @ParameterizedTest
    @CsvSource({
        "train-model --dryrun, the option --dryrun is unknown",
        "train-model training-etl, training-etl is one job too many",
        "train-model --ec2, --ec2 has no cluster",
        "train-model --ec2 --dry-run, --ec2 has no cluster",
        "train-model --stage A, --stage has no stage: 'A' is not like test"
    })
    void wrongUsageAsksAwsForNothing(String line, String problem) throws IOException {
        SubmitRun run = SubmitRun.of(folder, answers(), line.split(" "));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).startsWith("submit: " + problem);
        assertThat(run.calls()).isEmpty();
    }

    @Test
    void itsHelpAsksAwsForNothing() throws IOException {
        SubmitRun run = submit("--help");

        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("Usage: submit <job>");
        assertThat(run.calls()).isEmpty();
    }

    @Test
    void withoutAJobItNamesThem() throws IOException {
        SubmitRun run = submit();

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out().lines())
                .containsExactlyElementsOf(
                        requests().stream().map(JobRequest::name).toList());
    }

    private SubmitRun submit(String... arguments) throws IOException {
        return SubmitRun.of(folder, answers(), arguments);
    }

    private SubmitRun ofAStep(String... arguments) throws IOException {
        Map<String, String> answers = answers();
        EmrStacks.steps().forEach(step -> answers.put("get-parameter-" + step.name(), step.json() + "\n"));
        return SubmitRun.of(folder, answers, arguments);
    }

    /** What the stand-in for the AWS CLI prints. */
    private static Map<String, String> answers() {
        Map<String, String> answers = new HashMap<>(Map.of("start-job-run", "00run\n", "add-steps", "s-step\n"));
        EmrStacks.requests().forEach(request -> answers.put("get-parameter-" + request.name(), request.json() + "\n"));
        answers.put(
                "get-parameters-by-path-",
                requests().stream()
                        .map(request -> "/recoflow/prod/emr/jobs/" + request.name())
                        .collect(Collectors.joining("\t", "", "\n")));
        return answers;
    }

    /** The argument in JSON of a recorded call. */
    private static JsonNode request(String call) {
        return call.lines()
                .filter(line -> line.startsWith("{") || line.startsWith("["))
                .findFirst()
                .map(EmrStacks::json)
                .orElseThrow();
    }
}
