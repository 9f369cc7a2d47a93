package io.recoflow.glue;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.aws.policy.GrantedActions;
import io.recoflow.aws.policy.JobAccess;
import io.recoflow.aws.policy.PolicyStatements;
import io.recoflow.aws.template.Template;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the roles allow is what the jobs' code, their files and Glue need: nothing is missing, nothing is over. */
final class GrantedActionsTest {

    private static final Template TEMPLATE = GlueStack.TEMPLATE;

    /** The policy that all roles carry. */
    private static final String PLATFORM_POLICY = "GluePlatformPolicy";

    /** Why Glue itself needs an action in a job's name, or Spark where Glue connects it to the Data Catalog. */
    private static final Map<String, String> PLATFORM = Map.ofEntries(
            Map.entry("cloudwatch:PutMetricData", "metrics of the run (--enable-metrics)"),
            Map.entry("ec2:CreateNetworkInterface", "puts the workers into the VPC"),
            Map.entry("ec2:CreateTags", "marks these network interfaces as Glue's"),
            Map.entry("ec2:DeleteNetworkInterface", "takes the workers out of the VPC"),
            Map.entry("ec2:DeleteTags", "removes those marks"),
            Map.entry("ec2:DescribeNetworkInterfaces", "looks whether the network interface is ready"),
            Map.entry("ec2:DescribeRouteTables", "checks the connection's way to S3"),
            Map.entry("ec2:DescribeSecurityGroups", "checks the connection"),
            Map.entry("ec2:DescribeSubnets", "checks the connection"),
            Map.entry("ec2:DescribeVpcAttribute", "checks that the VPC resolves names"),
            Map.entry("ec2:DescribeVpcEndpoints", "checks the connection's way to S3"),
            Map.entry("glue:CreateDatabase", "Spark makes its database default where it is missing"),
            Map.entry("glue:GetConnection", "reads the connection"),
            Map.entry("glue:GetDatabase", "Spark opens the Data Catalog"),
            Map.entry("glue:GetDatabases", "Spark opens the Data Catalog"),
            Map.entry("kms:Decrypt", "the data key encrypts code, temporary folder and the jobs' data"),
            Map.entry("kms:GenerateDataKey", "the data key encrypts temporary folder and the jobs' data"),
            Map.entry("logs:CreateLogGroup", "the run's log"),
            Map.entry("logs:CreateLogStream", "the run's log"),
            Map.entry("logs:PutLogEvents", "the run's log"),
            Map.entry("s3:DeleteObject", "the temporary folder"),
            Map.entry("s3:GetObject", "jar and shim, and the temporary folder"),
            Map.entry("s3:ListBucket", "jar and shim"),
            Map.entry("s3:PutObject", "the temporary folder"));

    @ParameterizedTest
    @EnumSource
    void aJobMayDoWhatItNeeds(JobAccess job) {
        assertThat(GrantedActions.of(TEMPLATE, job.role()))
                .containsAll(job.needs(GlueStack.HOME))
                .containsAll(job.encrypted());
    }

    @ParameterizedTest
    @EnumSource
    void aJobMayDoNothingElse(JobAccess job) {
        Set<String> over = new TreeSet<>(GrantedActions.of(TEMPLATE, job.role()));
        over.removeAll(PLATFORM.keySet());
        over.addAll(PolicyStatements.actionsOf(TEMPLATE, job.role()));
        over.removeAll(job.needs(GlueStack.HOME));

        assertThat(over).isEmpty();
        assertThat(GrantedActions.managedPolicies(TEMPLATE, job.role())).isEmpty();
    }

    @Test
    void whatAllJobsMayDoHasItsReason() {
        assertThat(PolicyStatements.actionsOf(TEMPLATE, PLATFORM_POLICY))
                .containsExactlyInAnyOrderElementsOf(PLATFORM.keySet());
    }
}
