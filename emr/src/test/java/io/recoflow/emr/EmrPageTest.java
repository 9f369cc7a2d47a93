package io.recoflow.emr;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.aws.check.CommandModels;
import io.recoflow.aws.check.DeployedValues;
import io.recoflow.aws.job.JobTable;
import io.recoflow.testkit.documentation.CommandRecorder.Call;
import io.recoflow.testkit.documentation.PageCheck;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The page's commands, in their order; {@code submit} is the real one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EmrPageTest {

    private List<Call> calls = List.of();

    @BeforeAll
    void runThePage() {
        Map<String, String> answers = new HashMap<>(Map.of(
                "mvn *", "",
                "npm *", "",
                "npx *", "",
                "aws cloudformation describe-stacks --stack-name recoflow-prod-foundation *CodeBucket*", "code\n",
                "aws cloudformation describe-stacks --stack-name recoflow-prod-emr-serverless *ApplicationId*",
                        "00app\n",
                "aws emr-serverless list-job-runs *--states RUNNING*", "00stream\n",
                "aws emr-serverless start-job-run *", "00run\n",
                "aws emr add-steps *", "s-step\n"));
        answers.put("aws emr-serverless get-job-run *--query jobRun.state *", "CANCELLED\n");
        answers.put("aws emr-serverless get-application *", "STOPPED\n");
        EmrStacks.requests()
                .forEach(request -> answers.put(
                        "aws ssm get-parameter --name /recoflow/prod/emr/jobs/" + request.name() + " *",
                        request.json() + "\n"));
        EmrStacks.steps()
                .forEach(step -> answers.put(
                        "aws ssm get-parameter --name /recoflow/prod/emr/steps/" + step.name() + " *",
                        step.json() + "\n"));
        calls = PageCheck.of("emr/README.md").commands(EmrStacks.HOME, answers);
    }

    @Test
    void theTableOfTheJobsIsWhatTheyDeclare() {
        PageCheck.of("emr/README.md").hasSection("jobs", JobTable.markdown(EmrStacks.JOBS));
    }

    @Test
    void theJarsAreUploadedBeforeTheStackIsDeployedAndJobsAreStarted() {
        assertThat(calls.get(0)).hasToString("mvn -DskipTests package");
        assertThat(first("aws s3 cp")).isLessThan(first("npx cdk deploy recoflow-prod-emr-serverless"));
        assertThat(first("npx cdk diff recoflow-prod-emr-serverless"))
                .isLessThan(first("npx cdk deploy recoflow-prod-emr-serverless"));
        assertThat(first("npx cdk deploy recoflow-prod-emr-serverless"))
                .isLessThan(first("aws emr-serverless start-job-run"));
    }

    @Test
    void everyJobsJarGoesWhereItsRequestLooks() {
        assertThat(EmrStacks.JOBS).allSatisfy(job -> assertThat(calls).anySatisfy(call -> assertThat(call)
                .hasToString("aws s3 cp jobs/" + job.name() + "/target/" + job.name() + ".jar s3://code/releases/"
                        + DeployedValues.RELEASE + "/" + job.name() + ".jar")));
        assertThat(calls)
                .filteredOn(call -> call.toString().startsWith("aws s3 cp"))
                .hasSameSizeAs(EmrStacks.JOBS);
    }

    @Test
    void stacksAreDeployedByTheirNamesWithTheParametersThatTheyHave() {
        assertThat(calls)
                .filteredOn(call -> call.toString().startsWith("npx cdk deploy"))
                .hasSize(3)
                .allSatisfy(call -> {
                    String part = call.arguments().get(2).replaceFirst("^recoflow-prod-", "");
                    String parameter = call.option("--parameters");
                    assertThat(EmrStacks.template(part)
                                    .root()
                                    .path("Parameters")
                                    .has(parameter.substring(0, parameter.indexOf('='))))
                            .isTrue();
                });
    }

    @Test
    void theJobsAreStartedInTheOrderInWhichTheyNeedEachOther() {
        assertThat(calls.stream()
                        .filter(call -> call.toString().startsWith("aws emr-serverless start-job-run"))
                        .map(call -> EmrStacks.json(call.option("--cli-input-json"))
                                .path("name")
                                .asText())
                        .distinct())
                .containsExactly("training-etl", "train-model", "load-embeddings", "stream-recommend");
    }

    /** It can be changed only while it is stopped, and stopped only while nothing runs. */
    @Test
    void streamAndApplicationAreStoppedBeforeTheApplicationIsChanged() {
        int cancelled = first("aws emr-serverless cancel-job-run");
        int stopped = first("aws emr-serverless stop-application");
        int changed = first("npx cdk deploy recoflow-prod-emr-serverless --parameters Release=2026-11-14");

        assertThat(calls.get(cancelled).option("--job-run-id")).isEqualTo("00stream");
        assertThat(cancelled).isLessThan(stopped);
        assertThat(stopped).isLessThan(changed);
        assertThat(calls.get(calls.size() - 1).toString()).contains("\"name\":\"stream-recommend\"");
    }

    @Test
    void aStepIsAddedToACluster() {
        assertThat(calls)
                .anySatisfy(call -> assertThat(call.toString()).startsWith("aws emr add-steps --cluster-id j-"));
    }

    @Test
    void theAwsCliHasTheCommandsAndTheirOptions() {
        List<Call> commands =
                calls.stream().filter(call -> call.command().equals("aws")).toList();

        assertThat(commands).hasSizeGreaterThan(10);
        assertThat(commands.stream().flatMap(call -> CommandModels.problems(call.arguments()).stream()))
                .isEmpty();
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
