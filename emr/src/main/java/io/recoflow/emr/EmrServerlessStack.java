package io.recoflow.emr;

import io.recoflow.aws.stack.FailureNotices;
import io.recoflow.aws.stack.Foundation;
import io.recoflow.aws.stack.Installation;
import io.recoflow.aws.stack.JobLog;
import io.recoflow.aws.stack.JobRights;
import io.recoflow.aws.stack.JobSchedules;
import io.recoflow.aws.stack.RecoflowStack;
import io.recoflow.runtime.declaration.DeclaredJob;
import io.recoflow.runtime.declaration.Workers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.services.emrserverless.CfnApplication;
import software.amazon.awscdk.services.emrserverless.CfnApplication.InitialCapacityConfigKeyValuePairProperty;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.ssm.StringParameter;

/** The application of EMR Serverless, a role and a request for each job, schedules, and the log. */
public final class EmrServerlessStack extends RecoflowStack {

    static final String RELEASE = "emr-spark-8.1.0";

    private static final int IDLE_MINUTES = 15;
    private static final int QUEUE_MINUTES = 360;

    private final Foundation foundation = new Foundation(this);
    private final Map<String, Role> roles = new LinkedHashMap<>();
    private final CfnApplication application;
    private final JobLog log;
    private final CfnParameter release;

    EmrServerlessStack(App app, Installation installation, List<DeclaredJob> jobs, Capacity capacity) {
        super(
                app,
                installation,
                "emr-serverless",
                "Recoflow on EMR Serverless: the application, roles, requests, schedules, the log.");
        this.release = release();
        this.log = new JobLog(this, foundation, "Log", "/recoflow/" + installation.stage() + "/emr", logRetention());
        this.application = application(capacity);
        for (DeclaredJob job : jobs) {
            roles.put(job.name(), role(job));
            log.read(job);
            SparkSubmission.of(job, foundation, release.getValueAsString()).forEach(this::request);
        }
        schedule(jobs);
        notices();
        show("ApplicationId", application.getAttrApplicationId());
        show("LogGroup", log.name());
    }

    private CfnApplication application(Capacity capacity) {
        CfnParameter sessions = choice(
                "Sessions",
                List.of("false", "true"),
                "Whether people may open interactive sessions in the application.");
        CfnApplication made = CfnApplication.Builder.create(this, "Application")
                .name(installation().name())
                .releaseLabel(RELEASE)
                .type("Spark")
                // ONNX Runtime's native library in the jars is built for this one.
                .architecture("X86_64")
                .initialCapacity(initial(capacity.streams()))
                .maximumCapacity(CfnApplication.MaximumAllowedResourcesProperty.builder()
                        .cpu(capacity.cores() + " vCPU")
                        .memory(capacity.memory() + " GB")
                        .disk(capacity.disk() + " GB")
                        .build())
                .autoStartConfiguration(CfnApplication.AutoStartConfigurationProperty.builder()
                        .enabled(true)
                        .build())
                .autoStopConfiguration(CfnApplication.AutoStopConfigurationProperty.builder()
                        .enabled(true)
                        .idleTimeoutMinutes(IDLE_MINUTES)
                        .build())
                .networkConfiguration(CfnApplication.NetworkConfigurationProperty.builder()
                        .subnetIds(foundation.subnets())
                        .securityGroupIds(List.of(foundation.jobSecurityGroup()))
                        .build())
                .monitoringConfiguration(CfnApplication.MonitoringConfigurationProperty.builder()
                        .cloudWatchLoggingConfiguration(CfnApplication.CloudWatchLoggingConfigurationProperty.builder()
                                .enabled(true)
                                .logGroupName(log.name())
                                .encryptionKeyArn(foundation.keyArn())
                                .build())
                        .managedPersistenceMonitoringConfiguration(
                                CfnApplication.ManagedPersistenceMonitoringConfigurationProperty.builder()
                                        .enabled(true)
                                        .encryptionKeyArn(foundation.keyArn())
                                        .build())
                        .build())
                // What does not fit beside the streams waits.
                .schedulerConfiguration(CfnApplication.SchedulerConfigurationProperty.builder()
                        .maxConcurrentRuns(capacity.runs())
                        .queueTimeoutMinutes(QUEUE_MINUTES)
                        .build())
                .build();
        made.addPropertyOverride("InteractiveConfiguration.SessionEnabled", sessions.getValueAsString());
        return made;
    }

    /** What the streams take, so that they are answering seconds after their start. */
    private static List<InitialCapacityConfigKeyValuePairProperty> initial(List<Workers> streams) {
        return streams.isEmpty()
                ? List.of()
                : List.of(
                        initial(
                                "Driver",
                                streams.size(),
                                streams.stream()
                                        .mapToInt(Workers::driverCores)
                                        .max()
                                        .orElseThrow(),
                                streams.stream()
                                        .mapToInt(Workers::driverMemory)
                                        .max()
                                        .orElseThrow()),
                        initial(
                                "Executor",
                                streams.stream().mapToInt(Workers::executors).sum(),
                                streams.stream()
                                        .mapToInt(Workers::executorCores)
                                        .max()
                                        .orElseThrow(),
                                streams.stream()
                                        .mapToInt(Workers::executorMemory)
                                        .max()
                                        .orElseThrow()));
    }

    private static InitialCapacityConfigKeyValuePairProperty initial(String kind, int count, int cores, int heap) {
        return InitialCapacityConfigKeyValuePairProperty.builder()
                .key(kind)
                .value(CfnApplication.InitialCapacityConfigProperty.builder()
                        .workerCount(count)
                        .workerConfiguration(CfnApplication.WorkerConfigurationProperty.builder()
                                .cpu(cores + " vCPU")
                                .memory(Capacity.gigabytes(heap) + " GB")
                                .disk("20 GB")
                                .build())
                        .build())
                .build();
    }

    private Role role(DeclaredJob job) {
        Role role = Role.Builder.create(this, job.getClass().getSimpleName() + "Role")
                .description("Runs " + job.name())
                .assumedBy(ServicePrincipal.Builder.create("emr-serverless.amazonaws.com")
                        .conditions(Map.of(
                                "StringEquals",
                                Map.of("aws:SourceAccount", getAccount()),
                                "ArnLike",
                                Map.of(
                                        "aws:SourceArn",
                                        arn("emr-serverless", "/applications/" + application.getAttrApplicationId())
                                                + "*")))
                        .build())
                .build();
        JobRights.of(job.declaration(), this, foundation).forEach(role::addToPolicy);
        PlatformRights.of(this, foundation, log).forEach(role::addToPolicy);
        return role;
    }

    private void request(SparkSubmission submission) {
        StringParameter.Builder.create(
                        this, submission.job().getClass().getSimpleName() + "Request" + suffix(submission))
                .parameterName(installation().parameter("emr/jobs/" + submission.name()))
                .description("The request of StartJobRun for " + submission.name())
                .stringValue(toJsonString(asked(submission).json()))
                .build();
    }

    /** Of a variant; logical names have no hyphens. */
    private static String suffix(SparkSubmission submission) {
        return submission.name().substring(submission.job().name().length()).replace("-", "");
    }

    private JobRunRequest asked(SparkSubmission submission) {
        return new JobRunRequest(
                submission,
                application.getAttrApplicationId(),
                Objects.requireNonNull(roles.get(submission.job().name())).getRoleArn(),
                log.name(),
                foundation.keyArn(),
                installation().tags());
    }

    private void schedule(List<DeclaredJob> jobs) {
        String id = application.getAttrApplicationId();
        List<String> given = jobs.stream()
                .filter(job -> JobSchedules.of(job).isPresent())
                .map(job -> Objects.requireNonNull(roles.get(job.name())).getRoleArn())
                .toList();
        new JobSchedules(this, schedules())
                .create(
                        jobs,
                        "emrserverless:startJobRun",
                        job -> asked(SparkSubmission.of(job, foundation, release.getValueAsString())
                                        .get(0))
                                .scheduled(),
                        List.of(
                                PolicyStatement.Builder.create()
                                        .actions(List.of("emr-serverless:StartJobRun"))
                                        .resources(List.of(arn("emr-serverless", "/applications/" + id)))
                                        .build(),
                                PolicyStatement.Builder.create()
                                        .actions(List.of("emr-serverless:TagResource"))
                                        .resources(List.of(arn("emr-serverless", "/applications/" + id + "/jobruns/*")))
                                        .build(),
                                PolicyStatement.Builder.create()
                                        .actions(List.of("iam:PassRole"))
                                        .resources(given)
                                        .conditions(Map.of(
                                                "StringEquals",
                                                Map.of("iam:PassedToService", "emr-serverless.amazonaws.com")))
                                        .build()));
    }

    private void notices() {
        FailureNotices notices = new FailureNotices(this, foundation);
        List<String> here = List.of(application.getAttrApplicationId());
        notices.create(
                "RunFailed",
                "A job run of EMR Serverless failed",
                "aws.emr-serverless",
                "EMR Serverless Job Run State Change",
                Map.of("state", List.of("FAILED"), "applicationId", here));
        // A stream that is started again fails without ever being FAILED.
        notices.create(
                "RunRetried",
                "A job run of EMR Serverless failed and is started again",
                "aws.emr-serverless",
                "EMR Serverless Job Run Retry",
                Map.of("applicationId", here));
    }
}
