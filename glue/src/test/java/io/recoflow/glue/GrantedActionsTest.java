package io.recoflow.glue;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.aws.check.DeployedValues;
import io.recoflow.aws.policy.GrantedActions;
import io.recoflow.aws.policy.JobNeeds;
import io.recoflow.runtime.declaration.Access;
import io.recoflow.runtime.declaration.DeclaredJob;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the roles allow is what the jobs' code, their files and Glue need: nothing is missing, nothing is over. */
final class GrantedActionsTest {

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

    static List<DeclaredJob> jobs() {
        return GlueStacks.JOBS;
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void aJobMayDoWhatItAndThePlatformNeedAndNothingElse(DeclaredJob job) {
        Set<String> expected = new TreeSet<>(JobNeeds.of(job, GlueStacks.HOME));
        expected.addAll(PLATFORM.keySet());

        assertThat(GrantedActions.of(GlueStacks.GLUE, role(job))).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** Beside the temporary folder, which Glue shares among its jobs. */
    @ParameterizedTest
    @MethodSource("jobs")
    void aJobMayWriteIntoTheFoldersAloneThatItDeclares(DeclaredJob job) {
        List<String> declared = job.declaration().access().stream()
                .filter(access -> access.resource() == Access.Resource.FILES && access.mode() == Access.Mode.WRITE)
                .map(access -> access.name().toLowerCase(Locale.ROOT).replaceFirst("/", "bucket/"))
                .toList();
        DeployedValues values = GlueStacks.values(GlueStacks.GLUE);

        assertThat(GrantedActions.statements(GlueStacks.GLUE, role(job)).stream()
                        .filter(statement -> statement.path("Action").toString().contains("s3:PutObject"))
                        .flatMap(statement -> statement.path("Resource").isArray()
                                ? values.texts(statement.path("Resource")).stream()
                                : Stream.of(values.text(statement.path("Resource"))))
                        .filter(resource -> !resource.endsWith("/glue-temporary/*")))
                .containsExactlyInAnyOrderElementsOf(declared.stream()
                        .map(folder -> "arn:aws:s3:::" + folder + "/*")
                        .toList());
    }

    private static String role(DeclaredJob job) {
        return GlueStacks.GLUE.resources("AWS::IAM::Role").keySet().stream()
                .filter(name -> name.startsWith(job.getClass().getSimpleName() + "Role"))
                .findFirst()
                .orElseThrow();
    }
}
