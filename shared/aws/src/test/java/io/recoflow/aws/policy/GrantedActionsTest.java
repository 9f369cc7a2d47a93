package io.recoflow.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.aws.template.Template;
import org.junit.jupiter.api.Test;

final class GrantedActionsTest {

    private static final String DOCUMENT =
            "'PolicyDocument': {'Statement': {'Effect': '%s', 'Action': '%s', 'Resource': 'arn:aws:s3:::lake/*'}}";

    private static final Template TEMPLATE = TestTemplates.of(String.join(
            ",",
            """
            'JobRole': {'Type': 'AWS::IAM::Role', 'Properties': {
              'RoleName': 'job',
              'AssumeRolePolicyDocument': {'Statement': [
                {'Effect': 'Allow', 'Principal': {'Service': 'glue.amazonaws.com'}, 'Action': 'sts:AssumeRole'}]},
              'ManagedPolicyArns': [{'Ref': 'Named'}, 'arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy',
                {'Fn::ImportValue': 'recoflow-foundation-Shared'}],
              'Policies': [{%s}, {%s}]}}
            """.formatted(DOCUMENT.formatted("Allow", "s3:GetObject"), DOCUMENT.formatted("Deny", "s3:DeleteObject")),
            "'OtherRole': {'Type': 'AWS::IAM::Role', 'Properties': {'RoleName': 'other', 'Policies': ["
                    + "{%s}]}}".formatted(DOCUMENT.formatted("Allow", "s3:ListBucket")),
            policy("Named", "ManagedPolicy", "logs:PutLogEvents", "[]"),
            policy("ByReference", "Policy", "kinesis:GetRecords", "[{'Ref': 'JobRole'}]"),
            policy("ByName", "ManagedPolicy", "glue:GetTable", "['job']"),
            policy("OfOther", "Policy", "glue:UpdateTable", "[{'Ref': 'OtherRole'}]"),
            "'Of': {'Type': 'AWS::IAM::RolePolicy', 'Properties': {'RoleName': {'Ref': 'JobRole'}, %s}}"
                    .formatted(DOCUMENT.formatted("Allow", "kms:Decrypt")),
            "'Bucket': {'Type': 'AWS::S3::BucketPolicy', 'Properties': {%s}}"
                    .formatted(DOCUMENT.formatted("Allow", "s3:PutObject"))));

    @Test
    void aRoleIsGrantedItsInlineActionsAndThoseOfPoliciesThatEitherSideNames() {
        assertThat(GrantedActions.of(TEMPLATE, "JobRole"))
                .containsExactly(
                        "glue:GetTable", "kinesis:GetRecords", "kms:Decrypt", "logs:PutLogEvents", "s3:GetObject");
    }

    @Test
    void policiesOfOtherRolesAreNotIts() {
        assertThat(GrantedActions.of(TEMPLATE, "OtherRole")).containsExactly("glue:UpdateTable", "s3:ListBucket");
    }

    @Test
    void managedPoliciesFromElsewhereAreToldApart() {
        assertThat(GrantedActions.managedPolicies(TEMPLATE, "JobRole"))
                .containsExactly(
                        "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy", "${import:recoflow-foundation-Shared}");
        assertThat(GrantedActions.managedPolicies(TEMPLATE, "OtherRole")).isEmpty();
    }

    @Test
    void aRoleThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> GrantedActions.of(TEMPLATE, "Named"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("test has no role Named: it has [JobRole, OtherRole]. Name one of these.");
    }

    private static String policy(String logicalId, String type, String action, String roles) {
        return "'%s': {'Type': 'AWS::IAM::%s', 'Properties': {'Roles': %s, %s}}"
                .formatted(logicalId, type, roles, DOCUMENT.formatted("Allow", action));
    }
}
