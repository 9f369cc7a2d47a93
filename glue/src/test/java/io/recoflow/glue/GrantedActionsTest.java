package io.recoflow.glue;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.aws.policy.GrantedActions;
import io.recoflow.aws.policy.HadoopCalls;
import io.recoflow.aws.policy.PolicyKind;
import io.recoflow.aws.policy.PolicyStatement;
import io.recoflow.aws.policy.PolicyStatements;
import io.recoflow.aws.policy.SdkCalls;
import io.recoflow.aws.template.Template;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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

    /** Why an action that a job's code can call is not called as Glue runs it. */
    private static final Map<String, String> NEVER_CALLED = Map.of(
            "kinesis:DescribeStreamConsumer", "the job has no option for enhanced fan-out",
            "kinesis:RegisterStreamConsumer", "the job has no option for enhanced fan-out",
            "kinesis:SubscribeToShard", "the job has no option for enhanced fan-out",
            "sts:AssumeRole", "the job has no option for another role");

    private enum JobAccess {
        TRAINING_ETL("training-etl", "io.recoflow.jobs.etl.TrainingEtl", "TrainingEtlRole", HadoopCalls.WRITE),
        TRAIN_MODEL("train-model", "io.recoflow.jobs.train.TrainModel", "TrainModelRole", HadoopCalls.WRITE),
        LOAD_EMBEDDINGS(
                "load-embeddings",
                "io.recoflow.jobs.embeddings.LoadEmbeddings",
                "LoadEmbeddingsRole",
                HadoopCalls.READ),
        STREAM_RECOMMEND(
                "stream-recommend",
                "io.recoflow.jobs.recommend.StreamRecommend",
                "StreamRecommendRole",
                HadoopCalls.DELTA);

        private final Path jar;
        private final String mainClass;
        private final String role;
        private final Set<String> files;

        JobAccess(String job, String mainClass, String role, Set<String> files) {
            this.jar = GlueStack.HOME
                    .resolve("jobs")
                    .resolve(job)
                    .resolve("target")
                    .resolve(job + ".jar");
            this.mainClass = mainClass;
            this.role = role;
            this.files = files;
        }

        Set<String> calls() {
            return SdkCalls.from(jar, "io/recoflow/", mainClass);
        }

        /** Of its own, without what is encrypted: the platform's policy has the key. */
        Set<String> needs() {
            Set<String> needs = new TreeSet<>(calls());
            needs.removeAll(NEVER_CALLED.keySet());
            needs.addAll(files);
            return needs;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aJobMayDoWhatItNeeds(JobAccess job) {
        assertThat(GrantedActions.of(TEMPLATE, job.role))
                .containsAll(job.needs())
                .containsAll(HadoopCalls.READ_ENCRYPTED)
                .containsAll(HadoopCalls.WRITE_ENCRYPTED);
    }

    @ParameterizedTest
    @EnumSource
    void aJobMayDoNothingElse(JobAccess job) {
        Set<String> over = new TreeSet<>(GrantedActions.of(TEMPLATE, job.role));
        over.removeAll(PLATFORM.keySet());
        over.addAll(actionsIn(job.role));
        over.removeAll(job.needs());

        assertThat(over).isEmpty();
        assertThat(GrantedActions.managedPolicies(TEMPLATE, job.role)).isEmpty();
    }

    @Test
    void whatAllJobsMayDoHasItsReason() {
        assertThat(actionsIn(PLATFORM_POLICY)).containsExactlyInAnyOrderElementsOf(PLATFORM.keySet());
    }

    @Test
    void whatIsNeverCalledIsInTheCode() {
        Set<String> calls = new HashSet<>();
        for (JobAccess job : JobAccess.values()) {
            calls.addAll(job.calls());
        }

        assertThat(calls).containsAll(NEVER_CALLED.keySet());
    }

    /** What the resource's own identity statements allow. */
    private static Set<String> actionsIn(String logicalId) {
        return PolicyStatements.of(TEMPLATE).stream()
                .filter(statement -> statement.kind() == PolicyKind.IDENTITY)
                .filter(statement -> statement.role().equals(logicalId))
                .map(PolicyStatement::actions)
                .flatMap(Set::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
