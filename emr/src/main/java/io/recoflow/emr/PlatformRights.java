package io.recoflow.emr;

import io.recoflow.aws.stack.Foundation;
import io.recoflow.aws.stack.JobLog;
import io.recoflow.aws.stack.RecoflowStack;
import java.util.List;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** What every job needs of EMR: its jar and its log. */
final class PlatformRights {

    private PlatformRights() {}

    static List<PolicyStatement> of(RecoflowStack stack, Foundation foundation, JobLog log) {
        return List.of(
                allow(List.of("s3:GetObject"), foundation.bucketArn("Code") + "/releases/*"),
                allow(List.of("s3:ListBucket"), foundation.bucketArn("Code")),
                // The jar; logs that EMR keeps, and the workers' disks.
                allow(List.of("kms:Decrypt", "kms:GenerateDataKey"), foundation.keyArn()),
                allow(List.of("logs:DescribeLogGroups"), stack.arn("logs", "log-group:*")),
                allow(
                        List.of(
                                "logs:CreateLogGroup",
                                "logs:CreateLogStream",
                                "logs:DescribeLogStreams",
                                "logs:PutLogEvents"),
                        log.arn()));
    }

    private static PolicyStatement allow(List<String> actions, String resource) {
        return PolicyStatement.Builder.create()
                .actions(actions)
                .resources(List.of(resource))
                .build();
    }
}
