package io.recoflow.glue;

import io.recoflow.aws.stack.FailureNotices;
import io.recoflow.aws.stack.Foundation;
import io.recoflow.aws.stack.Installation;
import io.recoflow.aws.stack.JobLog;
import io.recoflow.aws.stack.JobRights;
import io.recoflow.aws.stack.JobSchedules;
import io.recoflow.aws.stack.RecoflowStack;
import io.recoflow.runtime.declaration.DeclaredJob;
import io.recoflow.runtime.declaration.JobRuntime.Batch;
import io.recoflow.runtime.declaration.JobRuntime.Streaming;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.services.glue.CfnConnection;
import software.amazon.awscdk.services.glue.CfnJob;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;

/** The jobs, each with a role and a log, the way into the VPC, and schedules. */
public final class GlueStack extends RecoflowStack {

    private final Foundation foundation = new Foundation(this);
    private final CfnParameter release;
    private final CfnParameter logDays;
    private final CfnConnection connection;

    GlueStack(App app, Installation installation, List<DeclaredJob> jobs) {
        super(app, installation, "glue", "Recoflow on AWS Glue: jobs, roles, the way into the VPC, schedules, logs.");
        this.release = release();
        this.logDays = logRetention();
        this.connection = connection();
        jobs.forEach(this::create);
        new JobSchedules(this, schedules())
                .create(
                        jobs,
                        "glue:startJobRun",
                        job -> Map.of("JobName", installation.name(job.name())),
                        List.of(PolicyStatement.Builder.create()
                                .actions(List.of("glue:StartJobRun"))
                                .resources(jobs.stream()
                                        .filter(job -> JobSchedules.of(job).isPresent())
                                        .map(job -> arn("glue", "job/" + installation.name(job.name())))
                                        .toList())
                                .build()));
        // A stream whose maintenance window has come ends as EXPIRED, and is started again.
        new FailureNotices(this, foundation)
                .create(
                        "JobFailed",
                        "A job of Glue failed",
                        "aws.glue",
                        "Glue Job State Change",
                        Map.of(
                                "state", List.of("FAILED", "TIMEOUT", "ERROR"),
                                "jobName", List.of(Map.of("prefix", installation.name() + "-"))));
    }

    private CfnConnection connection() {
        return CfnConnection.Builder.create(this, "NetworkConnection")
                .catalogId(getAccount())
                .connectionInput(CfnConnection.ConnectionInputProperty.builder()
                        .name(installation().name("vpc"))
                        .description("Puts the jobs into the VPC of databases and endpoints.")
                        .connectionType("NETWORK")
                        .connectionProperties(Map.of())
                        .physicalConnectionRequirements(CfnConnection.PhysicalConnectionRequirementsProperty.builder()
                                .availabilityZone(foundation.firstZone())
                                .subnetId(foundation.firstSubnet())
                                .securityGroupIdList(List.of(foundation.jobSecurityGroup()))
                                .build())
                        .build())
                .build();
    }

    private void create(DeclaredJob job) {
        String id = job.getClass().getSimpleName();
        Role role = Role.Builder.create(this, id + "Role")
                .description("Runs " + job.name())
                .assumedBy(ServicePrincipal.Builder.create("glue.amazonaws.com")
                        .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", getAccount())))
                        .build())
                .build();
        JobRights.of(job.declaration(), this, foundation).forEach(role::addToPolicy);
        PlatformRights.of(this, foundation).forEach(role::addToPolicy);
        // Glue puts standard output and standard error into the first, and Spark's log into the second.
        String logs = "/aws-glue/recoflow/" + installation().stage() + "/" + job.name();
        new JobLog(this, foundation, id + "OutputLog", logs + "/output", logDays).read(job);
        new JobLog(this, foundation, id + "ErrorLog", logs + "/error", logDays);
        GlueArguments arguments = new GlueArguments(foundation, release.getValueAsString(), logs);
        CfnJob.Builder builder = CfnJob.Builder.create(this, id)
                .name(installation().name(job.name()))
                .description(job.summary())
                .role(role.getRoleArn())
                .glueVersion("6.0")
                .workerType("G.1X")
                .numberOfWorkers(GlueWorkers.of(job.declaration().workers()))
                .executionProperty(CfnJob.ExecutionPropertyProperty.builder()
                        .maxConcurrentRuns(1)
                        .build())
                .connections(CfnJob.ConnectionsListProperty.builder()
                        .connections(List.of(connection.getRef()))
                        .build())
                .defaultArguments(arguments.of(job));
        if (job.declaration().runtime() instanceof Batch batch) {
            builder.command(command("glueetl", arguments))
                    .maxRetries(batch.tries() - 1)
                    .timeout(batch.limit().toMinutes());
        } else if (job.declaration().runtime() instanceof Streaming streaming) {
            // No timeout: one of less than a week would keep Glue from starting the job again.
            builder.command(command("gluestreaming", arguments))
                    .maxRetries(streaming.failuresAnHour())
                    .maintenanceWindow(window().getValueAsString());
        }
        builder.build();
    }

    private CfnParameter window() {
        return getNode().tryFindChild("MaintenanceWindow") instanceof CfnParameter known
                ? known
                : CfnParameter.Builder.create(this, "MaintenanceWindow")
                        .type("String")
                        .defaultValue("Mon:4")
                        .allowedPattern("(Sun|Mon|Tue|Wed|Thu|Fri|Sat):([0-9]|1[0-9]|2[0-3])")
                        .description("Day and hour (UTC) from which on, within three hours, Glue restarts streams.")
                        .build();
    }

    private static CfnJob.JobCommandProperty command(String kind, GlueArguments arguments) {
        return CfnJob.JobCommandProperty.builder()
                .name(kind)
                .scriptLocation(arguments.shim())
                .build();
    }
}
