package io.recoflow.aws.policy;

import java.util.Set;
import java.util.TreeSet;

/**
 * What Hadoop's S3A, which reads and writes the jobs' files, needs of S3 and KMS: Apache Hadoop, "Working with IAM
 * Assumed Roles", sections "Read Access Permissions", "Write Access Permissions" and "SSE-KMS Permissions". That page
 * has {@code s3:Get*}, {@code s3:Put*} and {@code s3:Delete*}; here stand those of them that S3A calls with its default
 * settings on objects without tags, access lists and versions of their own.
 */
public final class HadoopCalls {

    /** Opens, looks at and lists files: HeadObject counts as GetObject, ListObjectsV2 as ListBucket. */
    public static final Set<String> READ = Set.of("s3:GetObject", "s3:ListBucket");

    /**
     * Writes and deletes files; with {@link #READ}, since S3A looks before it writes. All parts of a multipart upload
     * count as PutObject but the end of one that failed; what such a one left is listed when it is cleaned up. So does a
     * commit of Delta, also where it may not replace a file ({@code If-None-Match}): Amazon S3 User Guide, "How to prevent
     * object overwrites with conditional writes".
     */
    public static final Set<String> WRITE = union(
            READ,
            Set.of("s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListBucketMultipartUploads"));

    /** Reads what is encrypted with a KMS key. */
    public static final Set<String> READ_ENCRYPTED = Set.of("kms:Decrypt");

    /** Writes with a KMS key: a multipart upload is also decrypted before it is put together. */
    public static final Set<String> WRITE_ENCRYPTED = Set.of("kms:Decrypt", "kms:GenerateDataKey");

    private HadoopCalls() {}

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new TreeSet<>(one);
        all.addAll(other);
        return Set.copyOf(all);
    }
}
