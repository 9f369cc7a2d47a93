package io.recoflow.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.aws.template.Template;
import io.recoflow.local.ProjectHome;
import io.recoflow.testkit.documentation.CommandRecorder.Call;
import io.recoflow.testkit.documentation.PageCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The page's commands, run as they stand there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FoundationPageCommandsTest {

    private static final Map<String, String> ANSWERS = Map.of(
            "aws ec2 describe-subnets *", "us-east-1a\n",
            "aws ec2 describe-route-tables *", "rtb-1,rtb-2\n",
            "aws cloudformation describe-stacks *SourceSecretArn*", "arn:aws:secretsmanager:source\n",
            "aws cloudformation describe-stacks *NoticesTopicArn*", "arn:aws:sns:notices\n");

    private List<Call> calls = List.of();
    private boolean loginIsLeft;

    @BeforeAll
    void run(@TempDir Path folder) throws IOException {
        Path login = Files.writeString(folder.resolve("source-login.json"), "{}");
        calls = PageCheck.of("shared/aws/README.md").commands(folder, ANSWERS);
        loginIsLeft = Files.exists(login);
    }

    @Test
    void theCommandsComeInTheirOrderWithTheirArguments() {
        String outputs = "aws cloudformation describe-stacks --stack-name recoflow-foundation --query"
                + " Stacks[0].Outputs[?OutputKey=='%s'].OutputValue --output text";

        assertThat(calls)
                .extracting(Call::toString)
                .containsExactly(
                        "aws ec2 describe-subnets --subnet-ids subnet-0a1b2c3d4e5f60718 --query"
                                + " Subnets[0].AvailabilityZone --output text",
                        "aws ec2 describe-route-tables --filters"
                                + " Name=association.subnet-id,Values=subnet-0a1b2c3d4e5f60718,subnet-0b1c2d3e4f5061728"
                                + " --query join(',', RouteTables[].RouteTableId) --output text",
                        "aws cloudformation deploy --stack-name recoflow-foundation --template-file"
                                + " shared/aws/foundation.yaml --parameter-overrides Vpc=vpc-0a1b2c3d4e5f60718"
                                + " PrivateSubnets=subnet-0a1b2c3d4e5f60718,subnet-0b1c2d3e4f5061728"
                                + " FirstAvailabilityZone=us-east-1a RouteTables=rtb-1,rtb-2"
                                + " SourceUrl=jdbc:mysql://replica.example.com:3306/classicmodels"
                                + " SourceSecurityGroup=sg-0a1b2c3d4e5f60718 NoticesEmail=data-team@example.com",
                        outputs.formatted("SourceSecretArn"),
                        "aws secretsmanager put-secret-value --secret-id arn:aws:secretsmanager:source"
                                + " --secret-string file://source-login.json",
                        "aws cloudformation deploy --stack-name recoflow-catalog --template-file"
                                + " shared/aws/catalog.yaml",
                        "aws cloudformation deploy --stack-name recoflow-alarms --template-file shared/aws/alarms.yaml"
                                + " --capabilities CAPABILITY_IAM",
                        outputs.formatted("NoticesTopicArn"),
                        "aws sns publish --topic-arn arn:aws:sns:notices --subject Recoflow: a test --message"
                                + " Notices arrive.",
                        "aws kinesis describe-stream-summary --stream-name user-activity --query"
                                + " StreamDescriptionSummary.[StreamStatus,StreamModeDetails.StreamMode,EncryptionType]"
                                + " --output text",
                        "aws glue get-table --database-name recoflow --name ratings_ml_training --query"
                                + " Table.StorageDescriptor.Location --output text",
                        "aws cloudwatch describe-alarms --alarm-name-prefix recoflow-alarms- --query"
                                + " MetricAlarms[].[AlarmName,StateValue,StateReason] --output text");
    }

    @Test
    void eachTemplateIsDeployedUnderItsNameWithAllThatItAsksFor() {
        List<Call> deployments = calls.stream()
                .filter(call -> call.arguments().contains("deploy"))
                .toList();

        assertThat(deployments).hasSameSizeAs(Templates.ALL).allSatisfy(deployment -> {
            Template template = Template.read(ProjectHome.directory().resolve(deployment.option("--template-file")));
            assertThat(deployment.option("--stack-name")).isEqualTo(template.stackName());
            Map<String, String> given = overrides(deployment);
            JsonNode parameters = template.root().path("Parameters");
            assertThat(given.keySet()).allMatch(parameters::has);
            parameters.properties().forEach(parameter -> {
                if (!parameter.getValue().has("Default")) {
                    assertThat(given.getOrDefault(parameter.getKey(), ""))
                            .as(parameter.getKey())
                            .isNotEmpty();
                }
            });
            assertThat(deployment.arguments().contains("CAPABILITY_IAM"))
                    .as("%s makes roles", template.name())
                    .isEqualTo(!template.resourcesOfType("AWS::IAM::Role").isEmpty());
        });
    }

    @Test
    void whatIsAskedForIsAnOutputOfTheFoundation() {
        assertThat(calls)
                .filteredOn(call -> call.arguments().contains("describe-stacks"))
                .isNotEmpty()
                .extracting(call -> call.option("--query").replaceAll(".*=='(\\w+)'.*", "$1"))
                .allMatch(Templates.FOUNDATION.root().path("Outputs")::has);
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

    private static Map<String, String> overrides(Call deployment) {
        Map<String, String> given = new TreeMap<>();
        int begin = deployment.arguments().indexOf("--parameter-overrides");
        if (begin < 0) {
            return given;
        }
        for (String argument :
                deployment.arguments().subList(begin + 1, deployment.arguments().size())) {
            if (argument.startsWith("--")) {
                break;
            }
            int equals = argument.indexOf('=');
            given.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        return given;
    }
}
