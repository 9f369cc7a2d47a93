package io.recoflow.emr;

import io.recoflow.aws.stack.FailureNotices;
import io.recoflow.aws.stack.Foundation;
import io.recoflow.aws.stack.Installation;
import io.recoflow.aws.stack.JobLog;
import io.recoflow.aws.stack.JobRights;
import io.recoflow.aws.stack.RecoflowStack;
import io.recoflow.runtime.declaration.DeclaredJob;
import io.recoflow.runtime.declaration.JobRuntime.Streaming;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.services.emr.CfnSecurityConfiguration;
import software.amazon.awscdk.services.iam.CfnInstanceProfile;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.ssm.StringParameter;

/** What a cluster of EMR on EC2 needs to run the jobs as steps: rights, encryption, and the steps. */
public final class EmrOnEc2Stack extends RecoflowStack {

    private final Foundation foundation = new Foundation(this);

    EmrOnEc2Stack(App app, Installation installation, List<DeclaredJob> jobs) {
        super(app, installation, "emr-ec2", "Recoflow on EMR on EC2: rights of a cluster, encryption, steps.");
        String release = release().getValueAsString();
        JobLog log =
                new JobLog(this, foundation, "Log", "/recoflow/" + installation.stage() + "/emr-ec2", logRetention());
        Role role = role(jobs, log);
        CfnInstanceProfile profile = CfnInstanceProfile.Builder.create(this, "InstanceProfile")
                .roles(List.of(role.getRoleName()))
                .build();
        CfnSecurityConfiguration encryption = CfnSecurityConfiguration.Builder.create(this, "Encryption")
                .name(installation.name())
                .securityConfiguration(encryption())
                .build();
        for (DeclaredJob job : jobs) {
            log.read(job);
            SparkSubmission.of(job, foundation, release).forEach(this::step);
        }
        notices();
        show("InstanceProfileName", profile.getRef());
        show("SecurityConfiguration", encryption.getRef());
        show("LogGroup", log.name());
    }

    /** All jobs of a cluster have the rights of its instances. */
    private Role role(List<DeclaredJob> jobs, JobLog log) {
        Role role = Role.Builder.create(this, "InstanceRole")
                .description("Instances of a cluster that runs Recoflow's jobs")
                .assumedBy(new ServicePrincipal("ec2.amazonaws.com"))
                .build();
        jobs.stream()
                .flatMap(job -> JobRights.of(job.declaration(), this, foundation).stream())
                .forEach(role::addToPolicy);
        PlatformRights.of(this, foundation, log).forEach(role::addToPolicy);
        role.addToPolicy(PolicyStatement.Builder.create()
                .actions(List.of("kms:DescribeKey", "kms:Encrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo"))
                .resources(List.of(foundation.keyArn()))
                .build());
        return role;
    }

    private Map<String, Object> encryption() {
        String key = foundation.keyArn();
        return Map.of(
                "EncryptionConfiguration",
                Map.of(
                        "EnableInTransitEncryption",
                        false,
                        "EnableAtRestEncryption",
                        true,
                        "AtRestEncryptionConfiguration",
                        Map.of(
                                "S3EncryptionConfiguration",
                                Map.of("EncryptionMode", "SSE-KMS", "AwsKmsKey", key),
                                "LocalDiskEncryptionConfiguration",
                                Map.of(
                                        "EncryptionKeyProviderType",
                                        "AwsKms",
                                        "AwsKmsKey",
                                        key,
                                        "EnableEbsEncryption",
                                        true))));
    }

    private void step(SparkSubmission submission) {
        Map<String, Object> step = new LinkedHashMap<>();
        step.put("Type", "CUSTOM_JAR");
        step.put("Name", installation().name(submission.name()));
        step.put("ActionOnFailure", "CONTINUE");
        step.put("Jar", "command-runner.jar");
        step.put(
                "Args",
                Stream.of(
                                List.of(
                                        "spark-submit",
                                        "--deploy-mode",
                                        "cluster",
                                        "--name",
                                        submission.job().name()),
                                submission.sparkArguments("file://"),
                                yarnArguments(submission),
                                List.of(submission.jar()),
                                submission.jobArguments())
                        .flatMap(List::stream)
                        .toList());
        StringParameter.Builder.create(this, "Step" + submission.name().replace("-", ""))
                .parameterName(installation().parameter("emr/steps/" + submission.name()))
                .description("The step of a cluster for " + submission.name())
                .stringValue(toJsonString(List.of(step)))
                .build();
    }

    /** A step of a stream ends when YARN has taken it, and YARN forgives its failures after an hour. */
    private static List<String> yarnArguments(SparkSubmission submission) {
        return submission.declaration().runtime() instanceof Streaming
                ? List.of(
                        "--conf",
                        "spark.yarn.submit.waitAppCompletion=false",
                        "--conf",
                        "spark.yarn.am.attemptFailuresValidityInterval=1h")
                : List.of();
    }

    private void notices() {
        FailureNotices notices = new FailureNotices(this, foundation);
        List<Map<String, String>> named =
                List.of(Map.of("prefix", installation().name()));
        notices.create(
                "StepFailed",
                "A step of a cluster failed",
                "aws.emr",
                "EMR Step Status Change",
                Map.of("state", List.of("FAILED"), "name", named));
        notices.create(
                "ClusterFailed",
                "A cluster ended with errors",
                "aws.emr",
                "EMR Cluster State Change",
                Map.of("state", List.of("TERMINATED_WITH_ERRORS"), "name", named));
    }
}
