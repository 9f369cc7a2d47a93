package io.recoflow.aws.stack;

import io.recoflow.runtime.declaration.DeclaredJob;
import io.recoflow.runtime.declaration.JobRuntime.Batch;
import io.recoflow.runtime.declaration.JobRuntime.Schedule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.scheduler.CfnSchedule;

/** Starts jobs by the clock, as they declare. */
public final class JobSchedules {

    private final RecoflowStack stack;
    private final CfnParameter state;

    /** @param state a parameter that switches all of them: ENABLED or DISABLED */
    public JobSchedules(RecoflowStack stack, CfnParameter state) {
        this.stack = stack;
        this.state = state;
    }

    /** The job's schedule, where it has one. */
    public static Optional<Schedule> of(DeclaredJob job) {
        return job.declaration().runtime() instanceof Batch batch ? batch.schedule() : Optional.empty();
    }

    /**
     * Makes them.
     *
     * @param call of a service, in EventBridge Scheduler's words: {@code glue:startJobRun}
     * @param input of the call for a job
     * @param rights that the calls need
     */
    public void create(
            List<DeclaredJob> jobs,
            String call,
            Function<DeclaredJob, Map<String, ?>> input,
            List<PolicyStatement> rights) {
        Role role = role(stack, "ScheduleRole", rights);
        for (DeclaredJob job : jobs) {
            of(job).ifPresent(schedule -> schedule(
                    stack,
                    job.getClass().getSimpleName() + "Schedule",
                    "Starts " + job.name(),
                    "cron(" + schedule.cron() + ")",
                    CfnSchedule.TargetProperty.builder()
                            .arn("arn:" + stack.getPartition() + ":scheduler:::aws-sdk:" + call)
                            .roleArn(role.getRoleArn())
                            .input(stack.toJsonString(input.apply(job)))
                            .build(),
                    state.getValueAsString()));
        }
    }

    /** A schedule in the installation's group, whose failures an alarm watches. */
    static void schedule(
            RecoflowStack stack,
            String id,
            String description,
            String expression,
            CfnSchedule.TargetProperty target,
            String state) {
        CfnSchedule.Builder.create(stack, id)
                .groupName(stack.installation().name())
                .description(description)
                .state(state)
                .scheduleExpression(expression)
                .scheduleExpressionTimezone("UTC")
                .flexibleTimeWindow(CfnSchedule.FlexibleTimeWindowProperty.builder()
                        .mode("OFF")
                        .build())
                .target(target)
                .build();
    }

    /** A role with which the scheduler calls. */
    static Role role(RecoflowStack stack, String id, List<PolicyStatement> rights) {
        Role role = Role.Builder.create(stack, id)
                .assumedBy(ServicePrincipal.Builder.create("scheduler.amazonaws.com")
                        .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", stack.getAccount())))
                        .build())
                .build();
        rights.forEach(role::addToPolicy);
        return role;
    }
}
