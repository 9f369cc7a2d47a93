package io.recoflow.aws.stack;

import io.recoflow.shop.LakeDatasets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.scheduler.CfnSchedule;
import software.amazon.awscdk.services.stepfunctions.CfnStateMachine;

/** Measures every hour how old the newest training snapshot is: CloudWatch looks back for 7 days at most. */
final class SnapshotAge {

    private static final String POINTER = "training/" + LakeDatasets.TRAINING + "/_latest";

    private final RecoflowStack stack;
    private final Foundation foundation;

    SnapshotAge(RecoflowStack stack, Foundation foundation) {
        this.stack = stack;
        this.foundation = foundation;
    }

    void create() {
        CfnStateMachine machine = CfnStateMachine.Builder.create(stack, "SnapshotAge")
                .roleArn(role().getRoleArn())
                .definition(definition())
                .build();
        Role starter = JobSchedules.role(
                stack,
                "SnapshotAgeScheduleRole",
                List.of(PolicyStatement.Builder.create()
                        .actions(List.of("states:StartExecution"))
                        .resources(List.of(machine.getRef()))
                        .build()));
        JobSchedules.schedule(
                stack,
                "SnapshotAgeSchedule",
                "Measures the age of the newest training snapshot",
                "rate(1 hour)",
                CfnSchedule.TargetProperty.builder()
                        .arn(machine.getRef())
                        .roleArn(starter.getRoleArn())
                        .build(),
                "ENABLED");
    }

    private Map<String, Object> definition() {
        Map<String, Object> read = new LinkedHashMap<>();
        read.put("Type", "Task");
        read.put("Resource", "arn:" + stack.getPartition() + ":states:::aws-sdk:s3:getObject");
        read.put("Arguments", Map.of("Bucket", foundation.value("LakeBucket"), "Key", POINTER));
        read.put("Output", Map.of("publishedAt", "{% $parse($states.result.Body).publishedAt %}"));
        read.put("Next", "PublishAge");
        Map<String, Object> publish = new LinkedHashMap<>();
        publish.put("Type", "Task");
        publish.put("Resource", "arn:" + stack.getPartition() + ":states:::aws-sdk:cloudwatch:putMetricData");
        publish.put(
                "Arguments",
                Map.of(
                        "Namespace",
                        stack.installation().metrics(),
                        "MetricData",
                        List.of(Map.of(
                                "MetricName",
                                "SnapshotAgeHours",
                                "Unit",
                                "None",
                                "Value",
                                "{% ($millis() - $toMillis($substring($states.input.publishedAt, 0, 19) & 'Z'))"
                                        + " / 3600000 %}"))));
        publish.put("End", true);
        Map<String, Object> states = new LinkedHashMap<>();
        states.put("ReadPointer", read);
        states.put("PublishAge", publish);
        return Map.of(
                "Comment", "Publishes how many hours ago the newest training snapshot was published",
                "QueryLanguage", "JSONata",
                "StartAt", "ReadPointer",
                "TimeoutSeconds", 300,
                "States", states);
    }

    private Role role() {
        Role role = Role.Builder.create(stack, "SnapshotAgeRole")
                .assumedBy(ServicePrincipal.Builder.create("states.amazonaws.com")
                        .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", stack.getAccount())))
                        .build())
                .build();
        role.addToPolicy(PolicyStatement.Builder.create()
                .sid("ReadPointer")
                .actions(List.of("s3:GetObject"))
                .resources(List.of(foundation.bucketArn("Lake") + "/" + POINTER))
                .build());
        role.addToPolicy(PolicyStatement.Builder.create()
                .sid("DecryptPointer")
                .actions(List.of("kms:Decrypt"))
                .resources(List.of(foundation.keyArn()))
                .build());
        // CloudWatch knows no resource for it; the namespace is the limit.
        role.addToPolicy(PolicyStatement.Builder.create()
                .sid("PublishAge")
                .actions(List.of("cloudwatch:PutMetricData"))
                .resources(List.of("*"))
                .conditions(Map.of(
                        "StringEquals",
                        Map.of("cloudwatch:namespace", stack.installation().metrics())))
                .build());
        return role;
    }
}
