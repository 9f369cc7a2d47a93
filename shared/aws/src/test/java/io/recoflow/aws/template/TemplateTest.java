package io.recoflow.aws.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TemplateTest {
    @Test
    void shortFormsAreReadAsLongForms() {
        assertThat(read("a: !Ref A").toString()).isEqualTo("{\"a\":{\"Ref\":\"A\"}}");
        assertThat(read("a: !GetAtt A.B.C").toString()).isEqualTo("{\"a\":{\"Fn::GetAtt\":[\"A\",\"B.C\"]}}");
        assertThat(read("a: {Fn::GetAtt: A.B}")).isEqualTo(read("a: !GetAtt [A, B]"));
        assertThat(read("a: !If [C, !Sub '${A}', {Condition: D}]"))
                .isEqualTo(read("a: {Fn::If: [C, {Fn::Sub: '${A}'}, !Condition D]}"));
    }

    @Test
    void datesAreTextsAndNumbersAreNumbers() {
        assertThat(read("{a: 2012-10-17, b: 5, c: 0.5, d: true, e: '5', f: 012345678901}")
                        .toString())
                .isEqualTo("{\"a\":\"2012-10-17\",\"b\":5,\"c\":0.5,\"d\":true,\"e\":\"5\",\"f\":\"012345678901\"}");
    }

    @Test
    void aSecondKeyOfTheSameNameIsRefused() {
        refuses("a: 1\nb: 2\na: 3", "some.yaml, line 3: the key a is there a second time. Keep one of them");
    }

    @Test
    void anUnknownFunctionIsRefused() {
        refuses("a: 1\nb: !Reff A", "some.yaml, line 2: !Reff is no function of CloudFormation. Correct its name");
    }

    @Test
    void anEmptyValueIsRefused() {
        refuses("a:\nb: 1", "some.yaml, line 1: a value is missing. Write one, or remove the key");
    }

    @Test
    void whatYamlReadsAsSomethingElseIsRefused() {
        refuses("a: yes", "some.yaml, line 1: yes is read as a truth value. Write true or false, or quote it");
        refuses("a: 012", "some.yaml, line 1: 012 is read as another number. Quote it, or write it in plain decimals");
        refuses(
                "a: 10:30",
                "some.yaml, line 1: 10:30 is read as another number. Quote it, or write it in plain decimals");
    }

    @Test
    void brokenYamlIsRefusedWithItsLine() {
        assertThatThrownBy(() -> read("a: 1\nb: ["))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("some.yaml, line ")
                .hasMessageContaining("no YAML");
    }

    @Test
    void aListOrNothingIsRefused() {
        refuses("[]", "some is no template: its root is not a mapping. Start it with keys");
        refuses("", "some.yaml is empty. Write a template");
    }

    @Test
    void aTemplateIsNamedAfterItsFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("glue.yaml"), "Resources: {}");
        Template template = Template.read(file);
        assertThat(template.name()).isEqualTo("glue");
        assertThat(template.stackName()).isEqualTo("recoflow-glue");
    }

    @Test
    void namesBetweenStacksAreFilledIn() {
        Template template = Template.parse("glue", """
                Parameters:
                  FoundationStack:
                    Default: recoflow-foundation
                  Stage: {}
                Resources:
                  First:
                    A: !ImportValue {'Fn::Sub': '${FoundationStack}-LakeBucket'}
                    B: !ImportValue {'Fn::Join': ['-', [!Ref FoundationStack, Vpc]]}
                    C: !ImportValue {'Fn::Sub': ['${S}-${Stage}-${!X}', {S: !Ref FoundationStack}]}
                Outputs:
                  Job:
                    Export: {Name: !Sub '${AWS::StackName}-Job'}
                  Fixed:
                    Export: {Name: fixed}
                """);
        assertThat(template.imports())
                .containsExactly(
                        "recoflow-foundation-LakeBucket",
                        "recoflow-foundation-Vpc",
                        "recoflow-foundation-${Stage}-${X}");
        assertThat(template.exports()).containsExactly("recoflow-glue-Job", "fixed");
    }

    @Test
    void resourcesAreChosenByType() {
        Template template = Template.parse("glue", """
                Resources:
                  One: {Type: A}
                  Two: {Type: B}
                  Three: {Type: A}
                """);
        assertThat(template.resources()).containsOnlyKeys("One", "Two", "Three");
        assertThat(template.resourcesOfType("A")).containsOnlyKeys("One", "Three");
    }

    private static JsonNode read(String yaml) {
        return Template.parse("some", yaml).root();
    }

    private static void refuses(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
