package io.recoflow.aws.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.aws.check.CommandModels;
import io.recoflow.testkit.documentation.CommandRecorder.Call;
import io.recoflow.testkit.documentation.PageCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The page's commands, run as they stand there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FoundationPageCommandsTest {

    private static final Map<String, String> ANSWERS = Map.of(
            "mvn *", "",
            "npm *", "",
            "npx *", "",
            "aws ec2 describe-subnets *", "us-east-1a\n",
            "aws ec2 describe-route-tables *", "rtb-1,rtb-2\n",
            "aws cloudformation describe-stacks *SourceSecretArn*", "arn:aws:secretsmanager:source\n",
            "aws cloudformation describe-stacks *CodeBucket*", "code\n",
            "aws cloudformation describe-stacks *NoticesTopicArn*", "arn:aws:sns:notices\n");

    private List<Call> calls = List.of();
    private boolean loginIsLeft;

    @BeforeAll
    void run(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve("emr"));
        Path login = Files.writeString(folder.resolve("source-login.json"), "{}");
        calls = PageCheck.of("shared/aws/README.md").commands(folder, ANSWERS);
        loginIsLeft = Files.exists(login);
    }

    @Test
    void theStacksAreBuiltLookedAtAndDeployedInTheirOrder() {
        assertThat(calls.stream()
                        .filter(call -> !call.command().equals("aws"))
                        .map(call -> call.command() + " "
                                + String.join(
                                        " ", call.arguments().stream().limit(3).toList())))
                .containsExactly(
                        "mvn -DskipTests package",
                        "npm ci",
                        "npx cdk bootstrap",
                        "npx cdk diff recoflow-prod-foundation",
                        "npx cdk deploy recoflow-prod-foundation",
                        "npx cdk deploy recoflow-prod-vectors",
                        "npx cdk deploy recoflow-prod-alarms",
                        "npx cdk destroy --all");
    }

    @Test
    void theFoundationGetsAllThatItAsksFor() {
        Call deployment = calls.stream()
                .filter(call -> call.toString().startsWith("npx cdk deploy recoflow-prod-foundation"))
                .findFirst()
                .orElseThrow();
        List<String> given = deployment.arguments().stream()
                .filter(argument -> argument.contains("="))
                .toList();
        JsonNode parameters = SharedTemplates.FOUNDATION.root().path("Parameters");

        assertThat(given)
                .contains(
                        "FirstAvailabilityZone=us-east-1a",
                        "RouteTables=rtb-1,rtb-2",
                        "PrivateSubnets=subnet-0a1b2c3d4e5f60718,subnet-0b1c2d3e4f5061728")
                .allMatch(argument -> parameters.has(argument.substring(0, argument.indexOf('='))));
        parameters.properties().forEach(parameter -> {
            if (!parameter.getValue().has("Default")) {
                assertThat(given).anyMatch(argument -> argument.matches(parameter.getKey() + "=.+"));
            }
        });
    }

    @Test
    void theAwsCliHasTheCommandsAndTheirOptions() {
        List<Call> commands =
                calls.stream().filter(call -> call.command().equals("aws")).toList();

        assertThat(commands).hasSizeGreaterThan(10);
        assertThat(commands.stream().flatMap(call -> CommandModels.problems(call.arguments()).stream()))
                .isEmpty();
    }

    @Test
    void whatIsAskedForIsAnOutputOfTheFoundation() {
        assertThat(calls)
                .filteredOn(call -> call.arguments().contains("describe-stacks"))
                .isNotEmpty()
                .extracting(call -> call.option("--query").replaceAll(".*=='(\\w+)'.*", "$1"))
                .allMatch(SharedTemplates.FOUNDATION.root().path("Outputs")::has);
    }

    @Test
    void whatThePageNamesAsOutputsIsThere() {
        String page = PageCheck.of("shared/aws/README.md").text();

        assertThat(List.of(
                        "OperatorSecurityGroup",
                        "VectorOperatorPolicyArn",
                        "VectorMasterSecretArn",
                        "VectorSecretArn",
                        "ShopVectorSecretArn",
                        "VectorHost",
                        "ActivityProducerPolicyArn",
                        "RecommendationsReaderPolicyArn",
                        "VectorReaderPolicyArn"))
                .allSatisfy(output -> assertThat(page).contains("`" + output + "`"))
                .allMatch(output -> SharedTemplates.ALL.values().stream()
                        .anyMatch(template -> template.root().path("Outputs").has(output)));
    }

    @Test
    void theLoginStandsOnNoCommandLineAndIsGoneAfterwards() {
        assertThat(calls)
                .filteredOn(call -> call.arguments().contains("--secret-string"))
                .singleElement()
                .extracting(call -> call.option("--secret-string"))
                .isEqualTo("file://source-login.json");
        assertThat(loginIsLeft).isFalse();
    }
}
