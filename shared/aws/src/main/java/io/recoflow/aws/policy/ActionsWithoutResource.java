package io.recoflow.aws.policy;

import java.util.Map;

/**
 * Actions that AWS authorizes for no resource, so that a policy can name only {@code *}. An action belongs here where
 * the column "Resource types" of its service's table in the AWS Service Authorization Reference is empty; "If there is
 * no value for this column, you must specify all resources". Actions with a resource type, such as
 * {@code ec2:CreateNetworkInterface}, {@code ec2:DeleteNetworkInterface}, {@code ec2:DescribeVpcAttribute} and
 * {@code logs:DescribeLogGroups}, do not.
 *
 * <ul>
 *   <li>{@code ec2:Describe…}: table of Amazon EC2; also Amazon EC2 User Guide, "Identity-based policies for
 *       Amazon EC2"
 *   <li>{@code cloudwatch:PutMetricData}: table of Amazon CloudWatch; Amazon CloudWatch User Guide, "Using condition
 *       keys to limit access to CloudWatch namespaces"
 *   <li>{@code kinesis:ListStreams}: table of Amazon Kinesis Data Streams
 *   <li>{@code s3:ListAllMyBuckets}: table of Amazon S3
 * </ul>
 */
public final class ActionsWithoutResource {

    /** The reason by action. */
    public static final Map<String, String> REASONS = Map.of(
            "ec2:DescribeNetworkInterfaces", "a network interface of the job is looked for among all of them",
            "ec2:DescribeRouteTables", "the way from a subnet to S3 is looked for among all route tables",
            "ec2:DescribeSecurityGroups", "a connection's security groups are looked up among all of them",
            "ec2:DescribeSubnets", "a connection's subnet is looked up among all of them",
            "ec2:DescribeVpcEndpoints", "the way from a subnet to S3 may be any endpoint",
            "cloudwatch:PutMetricData", "a metric is no resource; a condition bounds its namespace",
            "kinesis:ListStreams", "lists the account's streams",
            "s3:ListAllMyBuckets", "lists the account's buckets");

    /** Condition keys that must bound an action where it is allowed for {@code *}. */
    static final Map<String, String> NECESSARY_CONDITIONS = Map.of("cloudwatch:PutMetricData", "cloudwatch:namespace");

    private ActionsWithoutResource() {}
}
