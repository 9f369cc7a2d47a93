package io.recoflow.glue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.testkit.documentation.CommandRecorder.Call;
import io.recoflow.testkit.documentation.PageCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GluePageTest {

    private final List<Call> calls = PageCheck.of("glue/README.md")
            .commands(
                    GlueStack.HOME,
                    Map.of(
                            "mvn *", "",
                            "aws cloudformation describe-stacks *'CodeBucket'*", "codebucket",
                            "aws glue get-job-runs *'RUNNING'*", "jr_0123",
                            "aws glue get-job-run *", "STOPPED"));

    @Test
    void itsCommandsComeInTheirOrder() {
        assertThat(calls)
                .extracting(call -> call.command() + " " + call.arguments().get(0) + " "
                        + call.arguments().get(1))
                .containsExactly(
                        "mvn -DskipTests package",
                        "aws cloudformation describe-stacks",
                        "aws s3 cp",
                        "aws s3 cp",
                        "aws s3 cp",
                        "aws s3 cp",
                        "aws s3 cp",
                        "aws s3 cp",
                        "aws s3 cp",
                        "aws s3 cp",
                        "aws cloudformation deploy",
                        "aws glue start-job-run",
                        "aws glue start-workflow-run",
                        "aws glue start-job-run",
                        "aws glue get-workflow-runs",
                        "aws glue get-job-runs",
                        "aws logs tail",
                        "aws cloudformation deploy",
                        "aws glue get-job-runs",
                        "aws glue batch-stop-job-run",
                        "aws glue get-job-run",
                        "aws glue start-job-run");
    }

    @Test
    void whatIsUploadedIsWhatTheJobsAreMadeOf() {
        List<Call> uploads = called("s3 cp");

        assertThat(uploads)
                .extracting(upload -> upload.arguments().get(3))
                .containsExactlyInAnyOrderElementsOf(GlueStack.jobs().stream()
                        .flatMap(job -> Stream.of(
                                job.argument("--extra-jars"),
                                GlueStack.VALUES.text(
                                        job.properties().path("Command").path("ScriptLocation"))))
                        .toList());
        assertThat(uploads).allSatisfy(upload -> {
            Path file = GlueStack.HOME.resolve(upload.arguments().get(2));
            assertThat(file).exists();
            assertThat(upload.arguments().get(3)).endsWith("/" + file.getFileName());
        });
    }

    @Test
    void theStackIsDeployedWithEveryParameterThatHasNoDefault() {
        assertThat(called("cloudformation deploy")).hasSize(2).allSatisfy(deploy -> {
            assertThat(deploy.option("--stack-name")).isEqualTo(GlueStack.TEMPLATE.stackName());
            assertThat(GlueStack.HOME.resolve(deploy.option("--template-file"))).hasFileName("glue.yaml");
            assertThat(deploy.option("--capabilities")).isEqualTo("CAPABILITY_IAM");
            assertThat(deploy.option("--parameter-overrides")).matches("Release=20\\d\\d-\\d\\d-\\d\\d");
        });
        assertThat(GlueStack.TEMPLATE.root().path("Parameters").properties().stream()
                        .filter(parameter -> !parameter.getValue().has("Default"))
                        .map(Map.Entry::getKey))
                .containsExactly("Release");
    }

    @Test
    void itNamesJobsWorkflowsAndLogsOfTheTemplate() {
        assertThat(calls.stream().filter(call -> call.arguments().contains("--job-name")))
                .allSatisfy(call -> assertThat(names("AWS::Glue::Job", "Name")).contains(call.option("--job-name")));
        assertThat(calls.stream().filter(call -> call.arguments().contains("--name")))
                .allSatisfy(
                        call -> assertThat(names("AWS::Glue::Workflow", "Name")).contains(call.option("--name")));
        assertThat(called("logs tail"))
                .extracting(call -> call.arguments().get(2))
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
        return GlueStack.TEMPLATE.resourcesOfType(type).values().stream()
                .map(resource -> resource.path("Properties").path(property))
                .map(JsonNode::asText)
                .toList();
    }
}
