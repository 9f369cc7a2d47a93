package io.recoflow.aws.stack;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;

/** The key of everything that rests. */
final class DataKey {

    private DataKey() {}

    static Key create(RecoflowStack stack) {
        Key key = Key.Builder.create(stack, "DataKey")
                .description("Recoflow's data")
                .alias(stack.installation().name())
                .enableKeyRotation(true)
                .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
                .build();
        key.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("Notices")
                .principals(List.of(
                        new ServicePrincipal("cloudwatch.amazonaws.com"), new ServicePrincipal("events.amazonaws.com")))
                .actions(List.of("kms:Decrypt", "kms:GenerateDataKey"))
                .resources(List.of("*"))
                .build());
        key.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("Logs")
                .principals(List.of(new ServicePrincipal("logs." + stack.getRegion() + ".amazonaws.com")))
                .actions(List.of(
                        "kms:Decrypt",
                        "kms:DescribeKey",
                        "kms:Encrypt",
                        "kms:GenerateDataKey",
                        "kms:GenerateDataKeyWithoutPlaintext",
                        "kms:ReEncryptFrom",
                        "kms:ReEncryptTo"))
                .resources(List.of("*"))
                .conditions(Map.of(
                        "ArnLike", Map.of("kms:EncryptionContext:aws:logs:arn", stack.arn("logs", "log-group:*"))))
                .build());
        // Logs that EMR Serverless keeps for its console, and its workers' disks.
        key.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("EmrServerless")
                .principals(List.of(new ServicePrincipal("emr-serverless.amazonaws.com")))
                .actions(List.of("kms:Decrypt", "kms:GenerateDataKey"))
                .resources(List.of("*"))
                .conditions(Map.of(
                        "StringEquals", Map.of("aws:SourceAccount", stack.getAccount()),
                        "ArnLike", Map.of("aws:SourceArn", stack.arn("emr-serverless", "/applications/*"))))
                .build());
        return key;
    }
}
