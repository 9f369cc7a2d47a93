package io.recoflow.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.aws.template.Template;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PolicyCheckTest {

    private static final PolicyCheck CHECK = new PolicyCheck(ActionsWithoutResource.REASONS);

    @Test
    void aStatementThatNamesActionsAndResourcesHasNoProblem() {
        Template template = TestTemplates.role("""
                {'Sid': 'Lake', 'Effect': 'Allow', 'Action': ['s3:GetObject', 's3:PutObject'],
                 'Resource': [{'Fn::Sub': 'arn:${AWS::Partition}:s3:::${Lake}/*'},
                              {'Fn::Sub': ['${Arn}/*', {'Arn': {'Fn::ImportValue': 'foundation-LakeBucketArn'}}]},
                              {'Fn::Join': ['', [{'Fn::GetAtt': ['Lake', 'Arn']}, '/*']]}]}
                """);

        assertThat(CHECK.problems(template)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "s3:*", "s3:Get*", "s3:GetObjec?"})
    void anActionWithAWildcardIsRefused(String action) {
        Template template = TestTemplates.role(statement(action, "arn:aws:s3:::lake/*"));

        assertThat(CHECK.problems(template))
                .containsExactly("test, JobRole, statement Seeded: action " + action
                        + ": a wildcard allows also what AWS adds. Name the actions.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "arn:aws:s3:::*",
                "arn:aws:s3:::*/*",
                "arn:${AWS::Partition}:kinesis:${AWS::Region}:${AWS::AccountId}:*",
                "arn:aws:*:eu-west-1:123456789012:stream/a",
                "arn:aws:s3"
            })
    void aResourceThatIsEverythingIsRefused(String resource) {
        Template template = TestTemplates.role(statement("s3:GetObject", resource));

        assertThat(CHECK.problems(template)).singleElement().asString().contains("s3:GetObject for every resource");
    }

    @Test
    void anActionThatAwsKnowsNoResourceForMayHaveEveryResource() {
        Template template = TestTemplates.role(statement("ec2:DescribeSubnets", "*"));

        assertThat(CHECK.problems(template)).isEmpty();
        assertThat(new PolicyCheck(Map.of()).problems(template)).hasSize(1);
    }

    @Test
    void metricsAreBoundByTheirNamespace() {
        String bound = "'Condition': {'StringEquals': {'cloudwatch:namespace': 'Glue'}},";

        assertThat(CHECK.problems(TestTemplates.role(statement("cloudwatch:PutMetricData", "*"))))
                .singleElement()
                .asString()
                .contains("Add a condition on cloudwatch:namespace.");
        assertThat(CHECK.problems(TestTemplates.role(
                        statement("cloudwatch:PutMetricData", "*").replace("'Action'", bound + "'Action'"))))
                .isEmpty();
    }

    @Test
    void anExceptionWithoutReasonIsRefused() {
        assertThatThrownBy(() -> new PolicyCheck(Map.of("s3:GetObject", " ")))
                .hasMessageContaining("The exception s3:GetObject has no reason");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'Effect': 'Allow', 'NotAction': 's3:GetObject', 'Resource': 'arn:aws:s3:::a/b' | allows by NotAction",
                "'Effect': 'Allow', 'Action': 's3:GetObject', 'NotResource': 'arn:aws:s3:::a' | allows by NotResource",
                "'Effect': 'allow', 'Action': 's3:GetObject', 'Resource': 'arn:aws:s3:::a/b' | Effect is 'allow'",
                "'Action': 's3:GetObject', 'Resource': 'arn:aws:s3:::a/b' | Effect is ''",
                "'Effect': 'Allow', 'Resource': 'arn:aws:s3:::a/b' | no Action",
                "'Effect': 'Allow', 'Action': 's3:GetObject' | no Resource",
                "'Effect': 'Allow', 'Action': 's3.GetObject', 'Resource': 'arn:aws:s3:::a/b' | not the form",
                "'Effect': 'Deny', 'Action': 's3:*', 'Resource': '*', 'Conditions': {} | unknown element Conditions",
            })
    void aSeededFaultIsFound(String elements, String problem) {
        assertThat(CHECK.problems(TestTemplates.role("{" + elements + "}")))
                .singleElement()
                .asString()
                .startsWith("test, JobRole, statement 1: ")
                .contains(problem);
    }

    @Test
    void whatDeniesMayUseWildcards() {
        Template template = TestTemplates.of(bucketPolicy(
                "{'Effect': 'Deny', 'Principal': '*', 'Action': 's3:*', 'Resource': {'Fn::Sub': '${Lake.Arn}/*'}}"));

        assertThat(CHECK.problems(template)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'*'", "{'AWS': '*'}", "{'AWS': ['123456789012', '*']}"})
    void anyPrincipalIsRefusedUnlessAConditionBoundsIt(String principal) {
        String allow = "{'Effect': 'Allow', 'Principal': " + principal
                + ", 'Action': 's3:GetObject', 'Resource': {'Fn::Sub': '${Lake.Arn}/*'}%s}";

        assertThat(CHECK.problems(TestTemplates.of(bucketPolicy(allow.formatted("")))))
                .containsExactly("test, LakePolicy, statement 1: principal *: whoever asks is allowed. Name the"
                        + " account, role or service, or add a condition.");
        assertThat(CHECK.problems(TestTemplates.of(bucketPolicy(allow.formatted(
                        ", 'Condition': {'StringEquals': {'aws:SourceAccount': {'Ref': 'AWS::AccountId'}}}")))))
                .isEmpty();
    }

    @Test
    void whoeverMayAssumeARoleIsNamed() {
        Template template = TestTemplates.of("""
                'JobRole': {'Type': 'AWS::IAM::Role', 'Properties': {'AssumeRolePolicyDocument': {'Statement': [
                  {'Effect': 'Allow', 'Principal': {'Service': 'glue.amazonaws.com'}, 'Action': 'sts:AssumeRole'},
                  {'Effect': 'Allow', 'Principal': {'AWS': '*'}, 'Action': 'sts:AssumeRole'}]}}}
                """);

        assertThat(CHECK.problems(template)).singleElement().asString().contains("statement 2: principal *");
    }

    @Test
    void everyResourceInAKeysPolicyIsTheKey() {
        String statement = "{'Effect': 'Allow', 'Principal': {'AWS': 'arn:aws:iam::123456789012:root'},"
                + " 'Action': '%s', 'Resource': '*'}";
        String key = "'Key': {'Type': 'AWS::KMS::Key', 'Properties': {'KeyPolicy': {'Statement': " + statement + "}}}";

        assertThat(CHECK.problems(TestTemplates.of(key.formatted("kms:DescribeKey"))))
                .isEmpty();
        assertThat(CHECK.problems(TestTemplates.of(key.formatted("kms:*")))).hasSize(1);
    }

    @Test
    void anEndpointsPolicyMayNameAnyPrincipalButNotEveryAction() {
        String endpoint = "'S3': {'Type': 'AWS::EC2::VPCEndpoint', 'Properties': {'PolicyDocument': {'Statement': ["
                + "{'Effect': 'Allow', 'Principal': '*', 'Action': '%s', 'Resource': 'arn:aws:s3:::lake/*'}]}}}";

        assertThat(CHECK.problems(TestTemplates.of(endpoint.formatted("s3:GetObject"))))
                .isEmpty();
        assertThat(CHECK.problems(TestTemplates.of(endpoint.formatted("*")))).hasSize(1);
    }

    @Test
    void bothBranchesOfAConditionAreChecked() {
        Template template = TestTemplates.role("{'Fn::If': ['Wide', " + statement("s3:*", "arn:aws:s3:::a/*") + ", "
                + statement("kinesis:*", "arn:aws:kinesis:eu-west-1:1:stream/a") + "]}, {'Ref': 'AWS::NoValue'}");

        assertThat(CHECK.problems(template)).hasSize(2);
    }

    private static String statement(String action, String resource) {
        return "{'Sid': 'Seeded', 'Effect': 'Allow', 'Action': '" + action + "', 'Resource': '" + resource + "'}";
    }

    private static String bucketPolicy(String statement) {
        return "'LakePolicy': {'Type': 'AWS::S3::BucketPolicy', 'Properties': {'Bucket': 'lake', 'PolicyDocument':"
                + " {'Statement': " + statement + "}}}";
    }
}
