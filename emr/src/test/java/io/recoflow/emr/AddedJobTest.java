package io.recoflow.emr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.aws.check.AddedJob;
import io.recoflow.aws.check.StackTemplate;
import io.recoflow.aws.check.Synthesis;
import io.recoflow.aws.check.TemplateValidator;
import io.recoflow.aws.job.BuiltJobs;
import io.recoflow.aws.policy.GrantedActions;
import io.recoflow.runtime.declaration.DeclaredJob;
import io.recoflow.testkit.JobArguments;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.emrserverless.model.StartJobRunRequest;

/** A job that was added as a folder, and named nowhere else, is in the stacks like the others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AddedJobTest {

    private List<DeclaredJob> jobs = List.of();
    private Map<String, StackTemplate> templates = Map.of();

    @BeforeAll
    void addTheFolder(@TempDir Path home) {
        jobs = AddedJob.in(home, classPath());
        templates = Synthesis.templates("test", app -> EmrApp.create(app, jobs));
    }

    @Test
    void itsRequestIsOneThatTheServiceAndTheJobTake() {
        assertThat(EmrStacks.requests(serverless())).singleElement().satisfies(request -> {
            assertThat(request.name()).isEqualTo("count-orders");
            assertThat(RequestCheck.problems(StartJobRunRequest.builder().build(), request.json()))
                    .isEmpty();
            assertThat(JobArguments.problems(jobs.get(0), request.jobArguments()))
                    .isEmpty();
            assertThat(request.jobArguments()).containsExactly("--lake", "s3a://lakebucket/training");
            assertThat(request.spark().option("--class")).isEqualTo("io.recoflow.jobs.example.CountOrders");
            assertThat(request.json().path("executionTimeoutMinutes").asInt()).isEqualTo(60);
        });
    }

    @Test
    void itsStepSubmitsTheSame() {
        assertThat(EmrStacks.steps(template("emr-ec2"))).singleElement().satisfies(step -> assertThat(step.words())
                .containsSequence("--class", "io.recoflow.jobs.example.CountOrders")
                .endsWith(
                        "s3://codebucket/releases/2026-11-21/count-orders.jar", "--lake", "s3a://lakebucket/training"));
    }

    @Test
    void itHasARoleOfItsOwnWithTheRightsThatItDeclares() {
        String role = serverless().resources("AWS::IAM::Role").keySet().stream()
                .filter(name -> name.startsWith("CountOrdersRole"))
                .findFirst()
                .orElseThrow();

        assertThat(GrantedActions.of(serverless(), role)).contains("kinesis:PutRecords", "s3:GetObject");
        assertThat(GrantedActions.of(serverless(), role))
                .doesNotContain("s3:PutObject", "secretsmanager:GetSecretValue");
    }

    @Test
    void itIsStartedWhenItDeclares() {
        JsonNode schedule = serverless().properties("AWS::Scheduler::Schedule", "CountOrdersSchedule");

        assertThat(schedule.path("ScheduleExpression").asText()).isEqualTo("cron(0 5 * * ? *)");
    }

    @Test
    void itsStreamIsMadeAndWatched() {
        assertThat(template("foundation").resources("AWS::Kinesis::Stream")).containsOnlyKeys("CountsStream");
        assertThat(template("alarms").names()).contains("recoflow-test-CountsUnread");
    }

    @Test
    void awsTakesTheTemplates() {
        assertThat(new TemplateValidator().problems(templates.values())).isEmpty();
    }

    @Test
    void aFolderWhoseJobIsNotNamedAsAServiceIsTold(@TempDir Path home) throws IOException {
        AddedJob.in(home, classPath());
        try (OutputStream stream = Files.newOutputStream(home.resolve("jobs/count-orders/target/count-orders.jar"));
                JarOutputStream empty = new JarOutputStream(stream)) {
            empty.putNextEntry(new JarEntry("META-INF/"));
        }

        assertThatThrownBy(() -> BuiltJobs.in(home))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has 0 jobs of the name count-orders")
                .hasMessageContaining(DeclaredJob.class.getName());
    }

    private StackTemplate serverless() {
        return template("emr-serverless");
    }

    private StackTemplate template(String part) {
        return Objects.requireNonNull(templates.get(part), part);
    }

    /** Surefire's own class path is a jar that names the rest. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
