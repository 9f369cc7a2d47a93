package io.recoflow.aws.check;

import io.recoflow.aws.check.NagCheck.Accepted;
import java.util.List;

/** What cdk-nag finds in the stacks that all platforms share, and why it is right as it is. */
public final class AcceptedFindings {

    public static final List<Accepted> SHARED = List.of(
            new Accepted(
                    ".*/SnapshotAge: AwsSolutions-SF[12]",
                    "a run that fails leaves no figure, which is an alarm; a log or a trace of each hour tells no more"),
            new Accepted(
                    ".*/SnapshotAgeRole/.*: AwsSolutions-IAM5\\[Resource::\\*]",
                    "a metric is no resource; a condition bounds its namespace"),
            new Accepted(".*Stream: AwsSolutions-KDS3", "the data key is the installation's own"),
            new Accepted(
                    ".*/Resource: AwsSolutions-S1", "who reads and writes is CloudTrail's to tell, by its data events"),
            new Accepted(
                    ".*/SourceSecret: AwsSolutions-SMG4", "whoever keeps the shop's database changes passwords there"),
            new Accepted(
                    ".*VectorSecret: AwsSolutions-SMG4",
                    "an operator changes them; RDS rotates the master user's, who can do more"),
            new Accepted(
                    ".*/Database: AwsSolutions-RDS11", "a security group decides who gets in, and not another port"),
            new Accepted(".*/Database: AwsSolutions-RDS3", "a standby is a parameter: embeddings can be loaded again"),
            new Accepted(
                    ".*/VpcAtEndpoints: CdkNagValidationFailure\\[AwsSolutions-EC23]",
                    "the range is the VPC's own, a parameter that is not known here"));

    private AcceptedFindings() {}
}
