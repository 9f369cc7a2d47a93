package io.recoflow.emr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.testkit.JobArguments;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    static List<String> jobs() {
        return EmrStack.names("jobs");
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void aDryRunPrintsTheWholeRequestAndOnlyReads(String job) throws IOException {
        SubmitRun run = submit(job, "--dry-run");

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(EmrStack.json(run.out())).isEqualTo(EmrStack.request(job).json());
        assertThat(run.calls()).hasSize(2).allSatisfy(call -> assertThat(call)
                .startsWith("cloudformation\ndescribe-stacks\n"));
    }

    @Test
    void aRunIsStartedByTheSameRequest() throws IOException {
        SubmitRun run = submit("training-etl");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("00run\n");
        assertThat(run.calls()).hasSize(3);
        String call = run.calls().get(2);
        assertThat(call).startsWith("emr-serverless\nstart-job-run\n--cli-input-json\n");
        assertThat(request(call)).isEqualTo(EmrStack.request("training-etl").json());
    }

    @Test
    void aStepIsAddedToTheCluster() throws IOException {
        SubmitRun run = submit("train-model", "--ec2", CLUSTER);

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("s-step\n");
        String call = run.calls().get(2);
        assertThat(call).startsWith("emr\nadd-steps\n--cluster-id\n" + CLUSTER + "\n--steps\n");
        assertThat(request(call)).isEqualTo(EmrStack.step("train-model").json());
    }

    @Test
    void furtherArgumentsComeLastAsTheyAre() throws IOException {
        SubmitRun serverless =
                submit("training-etl", "--dry-run", "--", "--dry-run", "--report", "a \"b\" \\c ${d} & *");
        JsonNode arguments = EmrStack.json(serverless.out())
                .path("jobDriver")
                .path("sparkSubmit")
                .path("entryPointArguments");
        List<String> all = JobRequest.texts(arguments);

        assertThat(all).endsWith("--dry-run", "--report", "a \"b\" \\c ${d} & *");
        assertThat(all)
                .startsWith(EmrStack.request("training-etl").jobArguments().toArray(String[]::new));
        assertThat(JobArguments.problems(JobRequest.jobNamedLike("training-etl"), all))
                .isEmpty();
    }

    @Test
    void furtherArgumentsOfAStepComeLast() throws IOException {
        SubmitRun run = submit("load-embeddings", "--dry-run", "--ec2", CLUSTER, "--", "--verbose");

        assertThat(JobRequest.texts(EmrStack.json(run.out()).path(0).path("Args")))
                .endsWith("--verbose");
    }

    @Test
    void aPlaceholderWithoutAValueStartsNothing() throws IOException {
        Map<String, String> answers = answers();
        answers.computeIfPresent(
                "recoflow-foundation", (stack, outputs) -> outputs.replace("-LakeBucket\t", "-OtherBucket\t"));

        SubmitRun run = SubmitRun.of(folder, answers, "train-model");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("submit: there is no value for LakeBucket: neither of the stacks recoflow-foundation and"
                        + " recoflow-emr-serverless has such an output. Deploy the templates of this release\n");
        assertThat(run.calls()).hasSize(2);
    }

    @Test
    void aStackThatIsNotThereIsToldAndStartsNothing() throws IOException {
        Map<String, String> answers = answers();
        answers.remove("recoflow-emr-serverless");

        SubmitRun run = SubmitRun.of(folder, answers, "train-model");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err())
                .startsWith("aws: refused\nsubmit: the outputs of the stack recoflow-emr-serverless are not known:");
        assertThat(run.calls()).hasSize(2);
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
        "train-modell, the job train-modell is unknown",
        "train-model --dryrun, the option --dryrun is unknown",
        "train-model training-etl, training-etl is one job too many",
        "train-model --ec2, --ec2 has no cluster",
        "train-model --ec2 --dry-run, --ec2 has no cluster"
    })
    void wrongUsageAsksAwsForNothing(String line, String problem) throws IOException {
        SubmitRun run = SubmitRun.of(folder, answers(), line.split(" "));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).startsWith("submit: " + problem);
        assertThat(run.calls()).isEmpty();
    }

    @Test
    void itsHelpNamesTheJobs() throws IOException {
        SubmitRun run = submit("--help");

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains(EmrStack.names("jobs"));
        assertThat(run.calls()).isEmpty();
    }

    private SubmitRun submit(String... arguments) throws IOException {
        return SubmitRun.of(folder, answers(), arguments);
    }

    private static Map<String, String> answers() {
        return new HashMap<>(Map.of(
                EmrStack.FOUNDATION.stackName(),
                StackOutputs.printed(EmrStack.FOUNDATION),
                EmrStack.TEMPLATE.stackName(),
                StackOutputs.printed(EmrStack.TEMPLATE),
                "start-job-run",
                "00run\n",
                "add-steps",
                "s-step\n"));
    }

    /** The argument in JSON of a recorded call; its lines stand between those of the other arguments. */
    private static JsonNode request(String call) {
        String json = call.substring(call.indexOf(call.contains("\n[\n") ? "\n[\n" : "\n{\n"));
        return EmrStack.json(json.substring(0, json.indexOf("\n--query\n")));
    }
}
