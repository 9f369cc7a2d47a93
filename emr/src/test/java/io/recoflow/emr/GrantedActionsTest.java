package io.recoflow.emr;

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

/** What the roles allow is what the jobs' code, their files and EMR need: nothing is missing, nothing is over. */
final class GrantedActionsTest {

    private static final Template TEMPLATE = EmrStack.TEMPLATE;

    /** The policy that all roles of jobs carry. */
    private static final String PLATFORM_POLICY = "JobPolicy";

    /** The role of a cluster's instances, for the jobs as steps. */
    private static final String CLUSTER_ROLE = "Ec2JobRole";

    /** Why EMR itself needs an action in a job's name. */
    private static final Map<String, String> PLATFORM = Map.of(
            "kms:Decrypt", "the data key encrypts the jar",
            "logs:CreateLogGroup", "the run's log",
            "logs:CreateLogStream", "the run's log",
            "logs:DescribeLogGroups", "looks whether the log's group is there",
            "logs:DescribeLogStreams", "looks whether the log's stream is there",
            "logs:PutLogEvents", "the run's log",
            "s3:GetObject", "the jar",
            "s3:ListBucket", "the jar");

    /** Why an action that a job's code can call is not called as EMR runs it. */
    private static final Map<String, String> NEVER_CALLED = Map.of(
            "kinesis:DescribeStreamConsumer", "the job has no option for enhanced fan-out",
            "kinesis:RegisterStreamConsumer", "the job has no option for enhanced fan-out",
            "kinesis:SubscribeToShard", "the job has no option for enhanced fan-out",
            "sts:AssumeRole", "the job has no option for another role");

    private enum JobAccess {
        TRAINING_ETL("training-etl", "io.recoflow.jobs.etl.TrainingEtl", "TrainingEtl", Files.WRITTEN),
        TRAIN_MODEL("train-model", "io.recoflow.jobs.train.TrainModel", "TrainModel", Files.WRITTEN),
        LOAD_EMBEDDINGS("load-embeddings", "io.recoflow.jobs.embeddings.LoadEmbeddings", "LoadEmbeddings", Files.READ),
        STREAM_RECOMMEND(
                "stream-recommend", "io.recoflow.jobs.recommend.StreamRecommend", "StreamRecommend", Files.WRITTEN);

        private final Path jar;
        private final String mainClass;
        private final String role;
        private final String policy;
        private final Files files;

        JobAccess(String job, String mainClass, String logicalId, Files files) {
            this.jar =
                    EmrStack.HOME.resolve("jobs").resolve(job).resolve("target").resolve(job + ".jar");
            this.mainClass = mainClass;
            this.role = logicalId + "Role";
            this.policy = logicalId + "Policy";
            this.files = files;
        }

        Set<String> calls() {
            return SdkCalls.from(jar, "io/recoflow/", mainClass);
        }

        Set<String> needs() {
            Set<String> needs = new TreeSet<>(calls());
            needs.removeAll(NEVER_CALLED.keySet());
            needs.addAll(files.actions);
            return needs;
        }
    }

    /** What a job does with files, all of them encrypted. */
    private enum Files {
        READ(HadoopCalls.READ, HadoopCalls.READ_ENCRYPTED),
        WRITTEN(HadoopCalls.DELTA, HadoopCalls.WRITE_ENCRYPTED);

        private final Set<String> actions;

        Files(Set<String> plain, Set<String> encrypted) {
            Set<String> all = new TreeSet<>(plain);
            all.addAll(encrypted);
            this.actions = Set.copyOf(all);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theJobsPolicyIsWhatItNeeds(JobAccess job) {
        assertThat(actionsIn(job.policy)).containsExactlyInAnyOrderElementsOf(job.needs());
    }

    @ParameterizedTest
    @EnumSource
    void theJobsRoleAddsWhatThePlatformNeeds(JobAccess job) {
        Set<String> expected = new TreeSet<>(job.needs());
        expected.addAll(PLATFORM.keySet());

        assertThat(GrantedActions.of(TEMPLATE, job.role)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(GrantedActions.managedPolicies(TEMPLATE, job.role)).isEmpty();
    }

    @Test
    void aClusterMayDoWhatItsStepsNeed() {
        Set<String> expected = new TreeSet<>(PLATFORM.keySet());
        for (JobAccess job : JobAccess.values()) {
            expected.addAll(job.needs());
        }

        assertThat(GrantedActions.of(TEMPLATE, CLUSTER_ROLE)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(GrantedActions.managedPolicies(TEMPLATE, CLUSTER_ROLE)).isEmpty();
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
