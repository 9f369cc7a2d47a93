package io.recoflow.glue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.aws.check.CommandModels;
import io.recoflow.aws.job.JobTable;
import io.recoflow.testkit.documentation.CommandRecorder.Call;
import io.recoflow.testkit.documentation.PageCheck;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GluePageTest {

    private List<Call> calls = List.of();

    @BeforeAll
    void runThePage() {
        calls = PageCheck.of("glue/README.md")
                .commands(
                        GlueStacks.HOME,
                        Map.of(
                                "mvn *", "",
                                "npm *", "",
                                "npx *", "",
                                "aws cloudformation describe-stacks *'CodeBucket'*", "codebucket",
                                "aws glue get-job-runs *'RUNNING'*", "jr_0123",
                                "aws glue get-job-run *", "STOPPED"));
    }

    @Test
    void theTableOfTheJobsIsWhatTheyDeclare() {
        PageCheck.of("glue/README.md").hasSection("jobs", JobTable.markdown(GlueStacks.JOBS));
    }

    @Test
    void itsCommandsComeInTheirOrder() {
        assertThat(calls)
                .extracting(call -> call.command() + " "
                        + String.join(
                                " ",
                                call.arguments().stream()
                                        .limit(call.command().equals("npx") ? 3 : 2)
                                        .toList()))
                .containsExactlyElementsOf(Stream.of(
                                List.of("mvn -DskipTests package", "aws cloudformation describe-stacks"),
                                // Each job's jar, and the shim.
                                Collections.nCopies(GlueStacks.JOBS.size() + 1, "aws s3 cp"),
                                List.of(
                                        "npm ci",
                                        "npx cdk diff recoflow-prod-glue",
                                        "npx cdk deploy recoflow-prod-glue",
                                        "aws glue start-job-run",
                                        "aws glue start-job-run",
                                        "aws glue start-job-run",
                                        "aws glue start-job-run",
                                        "aws glue start-job-run",
                                        "aws glue get-job-runs",
                                        "aws logs tail",
                                        "npx cdk deploy recoflow-prod-glue",
                                        "aws glue get-job-runs",
                                        "aws glue batch-stop-job-run",
                                        "aws glue get-job-run",
                                        "aws glue start-job-run"))
                        .flatMap(List::stream)
                        .toList());
    }

    @Test
    void theAwsCliHasTheCommandsAndTheirOptions() {
        assertThat(calls.stream()
                        .filter(call -> call.command().equals("aws"))
                        .flatMap(call -> CommandModels.problems(call.arguments()).stream()))
                .isEmpty();
    }

    @Test
    void whatIsUploadedIsWhatTheJobsAreMadeOf() {
        List<Call> uploads = called("s3 cp");

        assertThat(uploads)
                .extracting(upload -> upload.arguments().get(3))
                .containsExactlyInAnyOrderElementsOf(GlueStacks.jobs().stream()
                        .flatMap(job -> Stream.of(
                                job.argument("--extra-jars"),
                                job.values().text(job.properties().at("/Command/ScriptLocation"))))
                        .distinct()
                        .toList());
        assertThat(uploads).allSatisfy(upload -> {
            Path file = GlueStacks.HOME.resolve(upload.arguments().get(2));
            assertThat(file).exists();
            assertThat(upload.arguments().get(3)).endsWith("/" + file.getFileName());
        });
    }

    @Test
    void theStackIsDeployedWithEveryParameterThatHasNoDefault() {
        assertThat(calls)
                .filteredOn(call -> call.arguments().contains("deploy"))
                .hasSize(2)
                .allSatisfy(
                        deploy -> assertThat(deploy.option("--parameters")).matches("Release=20\\d\\d-\\d\\d-\\d\\d"));
        assertThat(GlueStacks.GLUE.root().path("Parameters").properties().stream()
                        .filter(parameter -> !parameter.getValue().has("Default"))
                        .map(Map.Entry::getKey))
                .containsExactly("Release");
    }

    @Test
    void itNamesJobsAndLogsOfTheStack() {
        assertThat(calls.stream().filter(call -> call.arguments().contains("--job-name")))
                .isNotEmpty()
                .allSatisfy(call -> assertThat(names("AWS::Glue::Job", "Name"))
                        .contains(call.option("--job-name").replace("-prod-", "-test-")));
        assertThat(called("logs tail"))
                .extracting(call -> call.arguments().get(2).replace("/prod/", "/test/"))
                .allSatisfy(group ->
                        assertThat(names("AWS::Logs::LogGroup", "LogGroupName")).contains(group));
    }

    @Test
    void theRunThatIsStoppedIsTheOneThatRuns() {
        assertThat(called("glue batch-stop-job-run"))
                .singleElement()
                .satisfies(stop -> assertThat(stop.option("--job-run-ids")).isEqualTo("jr_0123"));
    }

    private List<Call> called(String operation) {
        return calls.stream()
                .filter(call -> call.toString().startsWith("aws " + operation + " "))
                .toList();
    }

    private static List<String> names(String type, String property) {
        return GlueStacks.GLUE.resources(type).values().stream()
                .map(resource -> resource.path("Properties").path(property))
                .map(JsonNode::asText)
                .toList();
    }
}
