package io.recoflow.aws.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AWS's validator is there, and refuses what EC2 would refuse only at the deployment. */
final class TemplateValidatorTest {

    private static final String GROUP = """
            {"Resources": {"Group": {"Type": "AWS::EC2::SecurityGroup", "Properties": {
              "GroupDescription": "Recoflow jobs", "VpcId": "vpc-0a1b2c3d4e5f60718"}}}}""";
    private static final String RULE = """
            {"Resources": {"Rule": {"Type": "AWS::EC2::SecurityGroupIngress", "Properties": {
              "GroupId": "sg-0a1b2c3d4e5f60718", "SourceSecurityGroupId": "sg-0a1b2c3d4e5f60718",
              "Description": "Recoflow jobs", "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443}}}}""";

    private final JsonMapper json = new JsonMapper();
    private final Path folder;

    TemplateValidatorTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void descriptionsWithoutApostrophesAreTaken() throws IOException {
        assertThat(problems(GROUP)).isEmpty();
        assertThat(problems(RULE)).isEmpty();
    }

    @Test
    void anApostropheInTheDescriptionOfASecurityGroupIsRefused() throws IOException {
        assertThat(problems(GROUP.replace("Recoflow jobs", "Recoflow's jobs")))
                .anySatisfy(problem -> assertThat(problem).contains("GroupDescription", "Recoflow's jobs"));
    }

    @Test
    void anApostropheInTheDescriptionOfARuleIsRefused() throws IOException {
        assertThat(problems(RULE.replace("Recoflow jobs", "Recoflow's jobs")))
                .containsExactly(
                        "some.template.json Rule Properties.Description:"
                                + " description_of_a_rule_of_a_security_group Description has a character that EC2 does not take");
    }

    @Test
    void anUnknownPropertyIsRefused() throws IOException {
        assertThat(problems(GROUP.replace("VpcId", "Vpc"))).isNotEmpty();
    }

    private List<String> problems(String template) throws IOException {
        Path file = folder.resolve("some.template.json");
        Files.writeString(file, json.readValue(template, ObjectNode.class).toPrettyString());
        return new TemplateValidator().problems(List.of(file));
    }
}
