package io.recoflow.aws.stack;

import java.util.List;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;

/** The buckets of lake, artifacts and code. */
final class Buckets {

    private static final Duration UNFINISHED = Duration.days(7);
    private static final Duration OLD_VERSIONS = Duration.days(90);

    private final FoundationStack stack;
    private final Key key;

    Buckets(FoundationStack stack, Key key) {
        this.stack = stack;
        this.key = key;
    }

    void create() {
        CfnParameter days =
                stack.optional("RejectedDays", "Number", 90, "Days after which rejected ratings are deleted.");
        // Without versions: snapshots never change, and Delta tables keep their history in their logs. Versions would
        // keep every pointer, checkpoint and compacted file once more.
        bucket(
                "Lake",
                // Not those of Delta tables, whose logs would still name them: stream-recommend deletes what is old
                // there.
                List.of(rule("RejectedRatings", days)
                        .prefix("training/ratings_rejected/")
                        .build()),
                false);
        LifecycleRule oldVersions = LifecycleRule.builder()
                .id("OldVersions")
                .noncurrentVersionExpiration(OLD_VERSIONS)
                .build();
        bucket("Artifacts", List.of(oldVersions), true);
        bucket("Code", List.of(oldVersions), true);
    }

    private static LifecycleRule.Builder rule(String id, CfnParameter days) {
        return LifecycleRule.builder().id(id).expiration(Duration.days(days.getValueAsNumber()));
    }

    private void bucket(String name, List<LifecycleRule> rules, boolean versioned) {
        Bucket bucket = Bucket.Builder.create(stack, name)
                .encryption(BucketEncryption.KMS)
                .encryptionKey(key)
                .bucketKeyEnabled(true)
                .enforceSsl(true)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                .versioned(versioned)
                .lifecycleRules(rules)
                .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
                .build();
        bucket.addLifecycleRule(LifecycleRule.builder()
                .id("IncompleteUploads")
                .abortIncompleteMultipartUploadAfter(UNFINISHED)
                .build());
        stack.tell(name + "Bucket", bucket.getBucketName());
    }
}
