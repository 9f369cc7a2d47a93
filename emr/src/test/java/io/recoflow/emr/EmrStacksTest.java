package io.recoflow.emr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.aws.check.AcceptedFindings;
import io.recoflow.aws.check.NagCheck;
import io.recoflow.aws.check.NagCheck.Accepted;
import io.recoflow.aws.check.StackTemplate;
import io.recoflow.aws.check.Synthesis;
import io.recoflow.aws.check.TemplateValidator;
import io.recoflow.aws.stack.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;

final class EmrStacksTest {

    private static final List<Accepted> ACCEPTED = Stream.concat(
                    AcceptedFindings.SHARED.stream(),
                    Stream.of(
                            new Accepted(
                                    "/recoflow-test-emr-[^:]*: AwsSolutions-IAM5\\[Resource::.*/(\\w+/)*\\w+/\\*]",
                                    "a role's files are those below a folder"),
                            new Accepted(
                                    "/recoflow-test-emr-[^:]*: AwsSolutions-IAM5\\[Resource::arn:.*:log-group:\\*]",
                                    "EMR looks for the log's group among all"),
                            new Accepted(
                                    "/recoflow-test-emr-serverless/ScheduleRole/.*: AwsSolutions-IAM5\\[Resource::.*/jobruns/\\*]",
                                    "the run that is tagged is not there before")))
            .toList();

    @Test
    void awsTakesTheTemplates() {
        assertThat(new TemplateValidator().problems(EmrStacks.TEMPLATES.values()))
                .isEmpty();
    }

    @Test
    void theRulesOfAwsSolutionsAreKept() {
        App app = Synthesis.app(Map.of("stage", "test", EmrApp.QUOTA, "20"));
        EmrApp.create(app, EmrStacks.JOBS);

        assertThat(NagCheck.problems(app, ACCEPTED)).isEmpty();
    }

    @Test
    void theApplicationIsOfTheReleaseThatTheJarsAreBuiltForAndItsLogsAreEncryptedWithTheKey() {
        JsonNode application = application(EmrStacks.SERVERLESS);

        assertThat(application.path("ReleaseLabel").asText()).isEqualTo("emr-spark-8.1.0");
        assertThat(application.path("Architecture").asText()).isEqualTo("X86_64");
        assertThat(application
                        .at("/MonitoringConfiguration/ManagedPersistenceMonitoringConfiguration/EncryptionKeyArn/Ref")
                        .asText())
                .isEqualTo("DataKeyArn");
        assertThat(application
                        .at("/MonitoringConfiguration/CloudWatchLoggingConfiguration/EncryptionKeyArn/Ref")
                        .asText())
                .isEqualTo("DataKeyArn");
    }

    @Test
    void streamsAndOneOtherJobFitIntoTheApplication() throws IOException {
        JsonNode application = application(EmrStacks.SERVERLESS);

        assertThat(application.at("/MaximumCapacity/Cpu").asText()).isEqualTo("20 vCPU");
        assertThat(Files.readString(EmrStacks.HOME.resolve("emr/cdk.json"))).contains("\"vcpus\": \"20\"");
        assertThat(application.at("/MaximumCapacity/Memory").asText()).isEqualTo("41 GB");
        assertThat(application.at("/SchedulerConfiguration/MaxConcurrentRuns").asInt())
                .isEqualTo(3);
        assertThat(application
                        .at("/InitialCapacity/0/Value/WorkerConfiguration/Cpu")
                        .asText())
                .isEqualTo("2 vCPU");
        assertThat(application.at("/InitialCapacity/1/Value/WorkerCount").asInt())
                .isEqualTo(3);
        assertThat(application
                        .at("/InitialCapacity/1/Value/WorkerConfiguration/Memory")
                        .asText())
                .isEqualTo("8 GB");
    }

    @Test
    void withoutAStreamTheOthersFitIntoWhatANewAccountHas() {
        App app = Synthesis.app(
                Map.of("stage", "test", "jobs", "training-etl,train-model,load-embeddings,stream-recommend"));
        EmrApp.create(app, EmrStacks.JOBS);

        assertThat(Capacity.of(Installation.jobs(app, EmrStacks.JOBS)).cores()).isEqualTo(16);
    }

    @Test
    void aJobThatIsNotThereIsNotDeployed() {
        App app = Synthesis.app(Map.of("stage", "test", "jobs", "train-model,train-modle"));

        assertThatThrownBy(() -> EmrApp.create(app, EmrStacks.JOBS))
                .hasMessageContaining("Cannot deploy the jobs [train-model, train-modle]: the jobs are [");
    }

    @Test
    void moreThanTheAccountHasIsRefused() {
        App app = Synthesis.app(Map.of("stage", "test", "vcpus", "12"));

        assertThatThrownBy(() -> EmrApp.create(app, EmrStacks.JOBS))
                .hasMessageContaining("take 20 vCPU at once, and the account has 12. Leave jobs out with -c jobs=…")
                .hasMessageContaining("-c vcpus=20");
    }

    @Test
    void installationsShareNoName() {
        Map<String, StackTemplate> other = EmrStacks.templates("prod");

        assertThat(names(EmrStacks.TEMPLATES))
                .contains("recoflow-test-activity", "recoflow-test-emr-serverless")
                .doesNotContainAnyElementsOf(names(other));
    }

    @Test
    void nothingIsExported() {
        assertThat(EmrStacks.TEMPLATES.values()).allSatisfy(template -> {
            assertThat(template.root().findValues("Export")).isEmpty();
            assertThat(template.root().findValues("Fn::ImportValue")).isEmpty();
        });
    }

    private static List<String> names(Map<String, StackTemplate> templates) {
        return templates.values().stream()
                .flatMap(template -> template.names().stream())
                .toList();
    }

    private static JsonNode application(StackTemplate template) {
        return template.properties("AWS::EMRServerless::Application", "Application");
    }
}
