package io.recoflow.emr;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.aws.job.BuiltJobs;
import io.recoflow.aws.job.JobTable;
import io.recoflow.runtime.launch.Job;
import io.recoflow.testkit.documentation.CommandRecorder.Call;
import io.recoflow.testkit.documentation.PageCheck;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The page's commands, in their order; {@code submit} is the real one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EmrPageTest {

    private static final Map<String, String> ANSWERS = Map.of(
            "mvn *", "",
            "aws cloudformation describe-stacks --stack-name recoflow-foundation *CodeBucket*", "code\n",
            "aws cloudformation describe-stacks --stack-name recoflow-emr-serverless *ApplicationId*", "00app\n",
            "aws cloudformation describe-stacks *recoflow-foundation*ExportName*",
                    StackOutputs.printed(EmrStack.FOUNDATION),
            "aws cloudformation describe-stacks *recoflow-emr-serverless*ExportName*",
                    StackOutputs.printed(EmrStack.TEMPLATE),
            "aws emr-serverless start-job-run *", "00run\n",
            "aws emr add-steps *", "s-step\n");

    private List<Call> calls = List.of();

    @BeforeAll
    void runThePage() {
        calls = PageCheck.of("emr/README.md").commands(EmrStack.HOME, ANSWERS);
    }

    @Test
    void theTableOfTheJobsIsWhatTheyDeclare() {
        PageCheck.of("emr/README.md").hasSection("jobs", JobTable.markdown(BuiltJobs.in(EmrStack.HOME)));
    }

    @Test
    void theJarsAreUploadedBeforeTheStackIsDeployedAndJobsAreStarted() {
        assertThat(calls.get(0)).hasToString("mvn -DskipTests package");
        assertThat(first("aws s3 cp")).isLessThan(first("aws cloudformation deploy"));
        assertThat(first("aws cloudformation deploy")).isLessThan(first("aws emr-serverless start-job-run"));
    }

    @Test
    void everyJobsJarGoesWhereItsRequestLooks() {
        for (Job job : EmrStack.JOBS) {
            assertThat(calls).anySatisfy(call -> assertThat(call)
                    .hasToString("aws s3 cp jobs/" + job.name() + "/target/" + job.name() + ".jar s3://code/releases/"
                            + StackOutputs.RELEASE + "/" + job.name() + ".jar"));
        }
    }

    @Test
    void theStackIsDeployedFromItsTemplateWithItsParameters() {
        assertThat(calls.get(first("aws cloudformation deploy"))).satisfies(deploy -> {
            assertThat(deploy.option("--stack-name")).isEqualTo(EmrStack.TEMPLATE.stackName());
            assertThat(deploy.option("--template-file")).isEqualTo("emr/emr-serverless.yaml");
            assertThat(deploy.option("--capabilities")).isEqualTo("CAPABILITY_IAM");
            assertThat(deploy.option("--parameter-overrides")).isEqualTo("Release=" + StackOutputs.RELEASE);
        });
        assertThat(EmrStack.TEMPLATE.root().path("Parameters").has("Release")).isTrue();
    }

    @Test
    void theJobsAreStartedInTheOrderInWhichTheyNeedEachOther() {
        assertThat(calls.stream()
                        .filter(call -> call.toString().startsWith("aws emr-serverless start-job-run"))
                        .map(call -> EmrStack.json(call.option("--cli-input-json"))
                                .path("name")
                                .asText())
                        .distinct())
                .containsExactly("training-etl", "train-model", "load-embeddings", "stream-recommend");
    }

    @Test
    void aStepIsAddedToACluster() {
        assertThat(calls)
                .anySatisfy(call -> assertThat(call.toString()).startsWith("aws emr add-steps --cluster-id j-"));
    }

    private int first(String beginning) {
        for (int i = 0; i < calls.size(); i++) {
            if (calls.get(i).toString().startsWith(beginning)) {
                return i;
            }
        }
        throw new AssertionError("The page has no " + beginning);
    }
}
