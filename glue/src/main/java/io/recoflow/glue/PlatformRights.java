package io.recoflow.glue;

import io.recoflow.aws.stack.Foundation;
import io.recoflow.aws.stack.RecoflowStack;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** What Glue itself does in a job's name. The managed policy AWSGlueServiceRole would allow far more. */
final class PlatformRights {

    private PlatformRights() {}

    static List<PolicyStatement> of(RecoflowStack stack, Foundation foundation) {
        String catalog = stack.arn("glue", "catalog");
        String code = foundation.bucketArn("Code");
        String interfaces = stack.arn("ec2", "network-interface/*");
        return List.of(
                allow(
                        List.of("logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"),
                        stack.arn("logs", "log-group:/aws-glue/*")),
                // A metric is no resource; the namespace is the limit.
                PolicyStatement.Builder.create()
                        .actions(List.of("cloudwatch:PutMetricData"))
                        .resources(List.of("*"))
                        .conditions(Map.of("StringEquals", Map.of("cloudwatch:namespace", "Glue")))
                        .build(),
                allow(
                        List.of("glue:GetConnection"),
                        catalog,
                        stack.arn("glue", "connection/" + stack.installation().name("vpc"))),
                // Spark looks for its own databases when it opens the Data Catalog, and makes default where it is
                // missing.
                allow(
                        List.of("glue:CreateDatabase", "glue:GetDatabase", "glue:GetDatabases"),
                        catalog,
                        stack.arn("glue", "database/default"),
                        stack.arn("glue", "database/global_temp")),
                // AWS authorizes these for no resource.
                allow(
                        List.of(
                                "ec2:DescribeNetworkInterfaces",
                                "ec2:DescribeRouteTables",
                                "ec2:DescribeSecurityGroups",
                                "ec2:DescribeSubnets",
                                "ec2:DescribeVpcEndpoints"),
                        "*"),
                allow(List.of("ec2:DescribeVpcAttribute"), stack.arn("ec2", "vpc/" + foundation.vpc())),
                allow(
                        List.of("ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface"),
                        interfaces,
                        stack.arn("ec2", "subnet/" + foundation.firstSubnet()),
                        stack.arn("ec2", "security-group/" + foundation.jobSecurityGroup())),
                PolicyStatement.Builder.create()
                        .actions(List.of("ec2:CreateTags", "ec2:DeleteTags"))
                        .resources(List.of(interfaces))
                        .conditions(Map.of(
                                "ForAllValues:StringEquals",
                                Map.of("aws:TagKeys", List.of("aws-glue-service-resource"))))
                        .build(),
                allow(List.of("s3:GetObject"), code + "/releases/*"),
                allow(List.of("s3:ListBucket"), code),
                allow(List.of("s3:DeleteObject", "s3:GetObject", "s3:PutObject"), code + "/glue-temporary/*"),
                allow(List.of("kms:Decrypt", "kms:GenerateDataKey"), foundation.keyArn()));
    }

    private static PolicyStatement allow(List<String> actions, String... resources) {
        return PolicyStatement.Builder.create()
                .actions(actions)
                .resources(List.of(resources))
                .build();
    }
}
