package io.recoflow.emr;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.aws.policy.GrantedActions;
import io.recoflow.aws.policy.JobAccess;
import io.recoflow.aws.policy.PolicyStatements;
import io.recoflow.aws.template.Template;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

    @ParameterizedTest
    @EnumSource
    void theJobsPolicyIsWhatItNeeds(JobAccess job) {
        assertThat(PolicyStatements.actionsOf(TEMPLATE, job.policy())).containsExactlyInAnyOrderElementsOf(needs(job));
    }

    @ParameterizedTest
    @EnumSource
    void theJobsRoleAddsWhatThePlatformNeeds(JobAccess job) {
        Set<String> expected = new TreeSet<>(needs(job));
        expected.addAll(PLATFORM.keySet());

        assertThat(GrantedActions.of(TEMPLATE, job.role())).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(GrantedActions.managedPolicies(TEMPLATE, job.role())).isEmpty();
    }

    @Test
    void aClusterMayDoWhatItsStepsNeed() {
        Set<String> expected = new TreeSet<>(PLATFORM.keySet());
        for (JobAccess job : JobAccess.values()) {
            expected.addAll(needs(job));
        }

        assertThat(GrantedActions.of(TEMPLATE, CLUSTER_ROLE)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(GrantedActions.managedPolicies(TEMPLATE, CLUSTER_ROLE)).isEmpty();
    }

    @Test
    void whatAllJobsMayDoHasItsReason() {
        assertThat(PolicyStatements.actionsOf(TEMPLATE, PLATFORM_POLICY))
                .containsExactlyInAnyOrderElementsOf(PLATFORM.keySet());
    }

    @Test
    void whatIsNeverCalledIsInTheCode() {
        Set<String> calls = new HashSet<>();
        for (JobAccess job : JobAccess.values()) {
            calls.addAll(job.calls(EmrStack.HOME));
        }

        assertThat(calls).containsAll(JobAccess.NEVER_CALLED.keySet());
    }

    private static Set<String> needs(JobAccess job) {
        Set<String> needs = new TreeSet<>(job.needs(EmrStack.HOME));
        needs.addAll(job.encrypted());
        return needs;
    }
}
