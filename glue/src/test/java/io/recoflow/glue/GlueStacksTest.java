package io.recoflow.glue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.aws.check.AcceptedFindings;
import io.recoflow.aws.check.AddedJob;
import io.recoflow.aws.check.NagCheck;
import io.recoflow.aws.check.NagCheck.Accepted;
import io.recoflow.aws.check.StackTemplate;
import io.recoflow.aws.check.Synthesis;
import io.recoflow.aws.check.TemplateValidator;
import io.recoflow.aws.stack.JobSchedules;
import io.recoflow.runtime.declaration.DeclaredJob;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;

final class GlueStacksTest {

    private static final List<Accepted> ACCEPTED = Stream.concat(
                    AcceptedFindings.SHARED.stream(),
                    Stream.of(
                            new Accepted(
                                    "/recoflow-test-glue/\\w+: AwsSolutions-GL1",
                                    "a job's log groups are made here, encrypted with the key"),
                            new Accepted("/recoflow-test-glue/\\w+: AwsSolutions-GL3", "no job has bookmarks"),
                            new Accepted(
                                    "/recoflow-test-glue/.*: AwsSolutions-IAM5\\[Resource::.*:s3:::.*/[\\w-]+/\\*]",
                                    "a role's files are those below a folder"),
                            new Accepted(
                                    "/recoflow-test-glue/.*: AwsSolutions-IAM5\\[Resource::.*:log-group:/aws-glue/\\*]",
                                    "Glue writes into groups of its own, too"),
                            new Accepted(
                                    "/recoflow-test-glue/.*: AwsSolutions-IAM5\\[Resource::.*:network-interface/\\*]",
                                    "the interface is not there before it is made"),
                            new Accepted(
                                    "/recoflow-test-glue/.*: AwsSolutions-IAM5\\[Resource::\\*]",
                                    "AWS authorizes ec2:Describe… and cloudwatch:PutMetricData for no resource")))
            .toList();

    @Test
    void awsTakesTheTemplates() {
        assertThat(new TemplateValidator().problems(GlueStacks.TEMPLATES.values()))
                .isEmpty();
    }

    @Test
    void theRulesOfAwsSolutionsAreKept() {
        App app = Synthesis.app("test");
        GlueApp.create(app, GlueStacks.JOBS);

        assertThat(NagCheck.problems(app, ACCEPTED)).isEmpty();
    }

    @Test
    void everyJobLogsIntoGroupsThatForget() {
        List<String> groups = GlueStacks.GLUE.resources("AWS::Logs::LogGroup").values().stream()
                .map(group -> group.path("Properties"))
                .filter(group ->
                        group.path("RetentionInDays").path("Ref").asText().equals("LogRetentionDays"))
                .map(group -> group.path("LogGroupName").asText())
                .toList();

        assertThat(GlueStacks.jobs()).allSatisfy(job -> assertThat(groups)
                .contains(
                        job.argument("--custom-logGroup-prefix") + "/output",
                        job.argument("--custom-logGroup-prefix") + "/error"));
    }

    @Test
    void aScheduleStartsItsJobWhenTheJobDeclares() {
        Map<String, JsonNode> schedules = GlueStacks.GLUE.resources("AWS::Scheduler::Schedule");
        List<DeclaredJob> scheduled = GlueStacks.JOBS.stream()
                .filter(job -> JobSchedules.of(job).isPresent())
                .toList();

        assertThat(schedules).hasSameSizeAs(scheduled);
        assertThat(scheduled).allSatisfy(job -> {
            JsonNode schedule = GlueStacks.GLUE.properties(
                    "AWS::Scheduler::Schedule", job.getClass().getSimpleName() + "Schedule");
            assertThat(schedule.path("ScheduleExpression").asText())
                    .isEqualTo("cron(" + JobSchedules.of(job).orElseThrow().cron() + ")");
            assertThat(schedule.at("/Target/Input").asText())
                    .isEqualTo("{\"JobName\":\"recoflow-test-" + job.name() + "\"}");
        });
    }

    @Test
    void aFailedJobOfThisInstallationIsTold() {
        JsonNode pattern =
                GlueStacks.GLUE.properties("AWS::Events::Rule", "JobFailed").path("EventPattern");

        assertThat(pattern.at("/detail/state")).hasToString("[\"FAILED\",\"TIMEOUT\",\"ERROR\"]");
        assertThat(pattern.at("/detail/jobName/0/prefix").asText()).isEqualTo("recoflow-test-");
    }

    @Test
    void aJobThatWasAddedAsAFolderIsThereWithRoleAndScheduleAndLog(@TempDir Path home) {
        List<DeclaredJob> added = AddedJob.in(
                home, System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        Map<String, StackTemplate> templates = Synthesis.templates("test", app -> GlueApp.create(app, added));
        StackTemplate glue = Objects.requireNonNull(templates.get("glue"));

        assertThat(GlueJob.of(added.get(0), glue).argument("--main-class"))
                .isEqualTo("io.recoflow.jobs.example.CountOrders");
        assertThat(glue.properties("AWS::IAM::Role", "CountOrdersRole").isMissingNode())
                .isFalse();
        assertThat(glue.properties("AWS::Scheduler::Schedule", "CountOrdersSchedule")
                        .path("ScheduleExpression")
                        .asText())
                .isEqualTo("cron(0 5 * * ? *)");
        assertThat(new TemplateValidator().problems(templates.values())).isEmpty();
    }
}
