package io.recoflow.emr;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.aws.policy.GrantedActions;
import io.recoflow.aws.policy.JobNeeds;
import io.recoflow.runtime.declaration.DeclaredJob;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the roles allow is what the jobs' code, their files and EMR need: nothing is missing, nothing is over. */
final class GrantedActionsTest {

    /** Why EMR itself needs an action in a job's name. */
    private static final Map<String, String> PLATFORM = Map.of(
            "kms:Decrypt", "the data key encrypts the jar",
            "kms:GenerateDataKey", "the data key encrypts logs and the workers' disks",
            "logs:CreateLogGroup", "the run's log",
            "logs:CreateLogStream", "the run's log",
            "logs:DescribeLogGroups", "looks whether the log's group is there",
            "logs:DescribeLogStreams", "looks whether the log's stream is there",
            "logs:PutLogEvents", "the run's log",
            "s3:GetObject", "the jar",
            "s3:ListBucket", "the jar");

    /** Why a cluster's instances need an action besides. */
    private static final Map<String, String> CLUSTER = Map.of(
            "kms:DescribeKey", "the security configuration names the key",
            "kms:Encrypt", "the disks' keys",
            "kms:ReEncryptFrom", "the disks' keys",
            "kms:ReEncryptTo", "the disks' keys");

    static List<DeclaredJob> jobs() {
        return EmrStacks.JOBS;
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void aJobMayDoWhatItAndThePlatformNeedAndNothingElse(DeclaredJob job) {
        Set<String> expected = new TreeSet<>(JobNeeds.of(job, EmrStacks.HOME));
        expected.addAll(PLATFORM.keySet());
        String role = EmrStacks.SERVERLESS.resources("AWS::IAM::Role").keySet().stream()
                .filter(name -> name.startsWith(job.getClass().getSimpleName() + "Role"))
                .findFirst()
                .orElseThrow();

        assertThat(GrantedActions.of(EmrStacks.SERVERLESS, role)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void aClusterMayDoWhatItsStepsNeed() {
        Set<String> expected = new TreeSet<>(PLATFORM.keySet());
        expected.addAll(CLUSTER.keySet());
        jobs().forEach(job -> expected.addAll(JobNeeds.of(job, EmrStacks.HOME)));
        String role =
                EmrStacks.EC2.resources("AWS::IAM::Role").keySet().iterator().next();

        assertThat(GrantedActions.of(EmrStacks.EC2, role)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void whatIsNeverCalledIsInTheCode() {
        Set<String> calls = new HashSet<>();
        jobs().forEach(job -> calls.addAll(JobNeeds.calls(job, EmrStacks.HOME)));

        assertThat(calls).containsAll(JobNeeds.NEVER_CALLED.keySet());
    }
}
