package io.recoflow.emr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.aws.policy.ActionsWithoutResource;
import io.recoflow.aws.policy.PolicyCheck;
import io.recoflow.aws.template.ResourceSpecification;
import io.recoflow.aws.template.TemplateCheck;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EmrTemplateTest {

    @Test
    void cloudFormationTakesItTogetherWithTheFoundation() {
        TemplateCheck check = new TemplateCheck(ResourceSpecification.load());

        assertThat(check.check(List.of(EmrStack.FOUNDATION, EmrStack.TEMPLATE))).isEmpty();
    }

    @Test
    void itsRolesNameWhatTheyMayDo() {
        assertThat(new PolicyCheck(ActionsWithoutResource.REASONS).problems(EmrStack.TEMPLATE))
                .isEmpty();
    }

    @Test
    void theApplicationIsOfTheReleaseThatTheJarsAreBuiltFor() {
        JsonNode application = properties("Application");

        assertThat(application.path("ReleaseLabel").asText()).isEqualTo("emr-spark-8.1.0");
        assertThat(application.path("Architecture").asText()).isEqualTo("X86_64");
        assertThat(application.path("AutoStopConfiguration").path("Enabled").asBoolean())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TrainingEtl", "TrainModel", "LoadEmbeddings", "StreamRecommend"})
    void aRoleIsForItsJobInThisApplicationAlone(String job) {
        JsonNode role = properties(job + "Role");
        JsonNode trust = role.path("AssumeRolePolicyDocument").path("Statement").path(0);
        JsonNode condition = trust.path("Condition");

        assertThat(trust.path("Principal").path("Service").asText()).isEqualTo("emr-serverless.amazonaws.com");
        assertThat(condition
                        .path("StringEquals")
                        .path("aws:SourceAccount")
                        .path("Ref")
                        .asText())
                .isEqualTo("AWS::AccountId");
        assertThat(condition
                        .path("ArnLike")
                        .path("aws:SourceArn")
                        .path("Fn::Sub")
                        .asText())
                .endsWith(":/applications/${Application}*");
        assertThat(referenced(role.path("ManagedPolicyArns"))).containsExactly("JobPolicy", job + "Policy");
    }

    @Test
    void aClusterMayWhatTheJobsMay() {
        assertThat(referenced(properties("Ec2JobRole").path("ManagedPolicyArns")))
                .isEqualTo(EmrStack.TEMPLATE
                        .resourcesOfType("AWS::IAM::ManagedPolicy")
                        .keySet());
    }

    @Test
    void theInitialCapacityIsWhatTheStreamTakes() {
        SparkArguments spark = EmrStack.request("stream-recommend").spark();
        JsonNode capacity = properties("Application").path("InitialCapacity");

        assertThat(worker(capacity, "Driver"))
                .containsExactly("1", spark.setting("spark.driver.cores") + " vCPU", "4 GB");
        assertThat(worker(capacity, "Executor"))
                .containsExactly(
                        spark.setting("spark.executor.instances"),
                        spark.setting("spark.executor.cores") + " vCPU",
                        "8 GB");
        // Spark adds a tenth of the memory, 384 MB at least.
        assertThat(List.of(spark.setting("spark.driver.memory"), spark.setting("spark.executor.memory")))
                .containsExactly("3g", "7g");
    }

    @Test
    void allJobsAtOnceFitIntoTheMaximumCapacity() {
        int cores = EmrStack.JOBS.stream()
                .map(job -> EmrStack.request(job.name()).spark())
                .mapToInt(spark -> number(spark, "spark.driver.cores")
                        + number(spark, "spark.executor.instances") * number(spark, "spark.executor.cores"))
                .sum();

        assertThat(properties("Application").path("MaximumCapacity").path("Cpu").asText())
                .satisfies(most ->
                        assertThat(Integer.parseInt(most.replace(" vCPU", ""))).isGreaterThanOrEqualTo(cores));
    }

    @Test
    void theLogForgets() {
        assertThat(properties("LogGroup").path("RetentionInDays").path("Ref").asText())
                .isEqualTo("LogRetentionDays");
    }

    @Test
    void everyPlaceholderIsAnOutputOfAStack() {
        Map<String, String> known = StackOutputs.of(EmrStack.FOUNDATION);
        known.putAll(StackOutputs.of(EmrStack.TEMPLATE));
        Set<String> asked = new TreeSet<>();
        EmrStack.names("jobs").forEach(name -> asked.addAll(StackOutputs.placeholders(EmrStack.text("jobs", name))));
        EmrStack.names("steps").forEach(name -> asked.addAll(StackOutputs.placeholders(EmrStack.text("steps", name))));

        assertThat(asked).isNotEmpty().isSubsetOf(known.keySet());
    }

    private static List<String> worker(JsonNode capacity, String kind) {
        for (JsonNode each : capacity) {
            if (each.path("Key").asText().equals(kind)) {
                JsonNode configuration = each.path("Value").path("WorkerConfiguration");
                return List.of(
                        each.path("Value").path("WorkerCount").asText(),
                        configuration.path("Cpu").asText(),
                        configuration.path("Memory").asText());
            }
        }
        return List.of();
    }

    private static int number(SparkArguments spark, String setting) {
        return Integer.parseInt(spark.setting(setting));
    }

    private static Set<String> referenced(JsonNode arns) {
        Set<String> names = new LinkedHashSet<>();
        arns.forEach(arn -> names.add(arn.path("Ref").asText()));
        return names;
    }

    private static JsonNode properties(String logicalId) {
        return Objects.requireNonNull(EmrStack.TEMPLATE.resources().get(logicalId))
                .path("Properties");
    }
}
