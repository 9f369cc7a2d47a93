package io.recoflow.aws.policy;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.objectweb.asm.Type;

/**
 * Which IAM actions a call of the AWS SDK for Java 2.x needs. An operation is its client's method, and mostly also the
 * action; where not, see {@link #ACTIONS}.
 */
final class SdkOperations {

    private static final String SERVICES = "(?:.*/)?software/amazon/awssdk/services/([a-z0-9]+)/";
    private static final Pattern CLIENT = Pattern.compile(SERVICES + "[A-Z]\\w*Client");
    private static final Pattern WAITER = Pattern.compile(SERVICES + "waiters/[A-Z]\\w*Waiter");
    private static final Pattern CREDENTIALS = Pattern.compile(
            "(?:.*/)?software/amazon/awssdk/services/sts/auth/Sts(\\w+?)CredentialsProvider(?:\\$\\w+)?");

    /** A client's methods that call nothing. */
    private static final Set<String> NO_OPERATIONS = Set.of(
            "builder",
            "close",
            "create",
            "equals",
            "getClass",
            "hashCode",
            "serviceClientConfiguration",
            "serviceName",
            "toString",
            "utilities",
            "waiter");

    /** Service prefixes of IAM by the SDK's package (AWS Service Authorization Reference, "service prefix"). */
    private static final Map<String, String> PREFIXES = Map.ofEntries(
            Map.entry("cloudwatch", "cloudwatch"),
            Map.entry("cloudwatchlogs", "logs"),
            Map.entry("dynamodb", "dynamodb"),
            Map.entry("emrserverless", "emr-serverless"),
            Map.entry("glue", "glue"),
            Map.entry("kinesis", "kinesis"),
            Map.entry("kms", "kms"),
            Map.entry("s3", "s3"),
            Map.entry("secretsmanager", "secretsmanager"),
            Map.entry("sns", "sns"),
            Map.entry("sts", "sts"));

    /**
     * Actions of operations that need others than of their own name: Amazon S3 User Guide, "Required permissions for
     * Amazon S3 API operations".
     */
    private static final Map<String, Set<String>> ACTIONS = Map.ofEntries(
            Map.entry("s3:CompleteMultipartUpload", Set.of("s3:PutObject")),
            Map.entry("s3:CopyObject", Set.of("s3:GetObject", "s3:PutObject")),
            Map.entry("s3:CreateMultipartUpload", Set.of("s3:PutObject")),
            Map.entry("s3:DeleteObjects", Set.of("s3:DeleteObject")),
            Map.entry("s3:HeadBucket", Set.of("s3:ListBucket")),
            Map.entry("s3:HeadObject", Set.of("s3:GetObject")),
            Map.entry("s3:ListBuckets", Set.of("s3:ListAllMyBuckets")),
            Map.entry("s3:ListMultipartUploads", Set.of("s3:ListBucketMultipartUploads")),
            Map.entry("s3:ListObjectVersions", Set.of("s3:ListBucketVersions")),
            Map.entry("s3:ListObjects", Set.of("s3:ListBucket")),
            Map.entry("s3:ListObjectsV2", Set.of("s3:ListBucket")),
            Map.entry("s3:ListParts", Set.of("s3:ListMultipartUploadParts")),
            Map.entry("s3:UploadPart", Set.of("s3:PutObject")),
            Map.entry("s3:UploadPartCopy", Set.of("s3:GetObject", "s3:PutObject")));

    /** What waiters repeat, where the call does not show its request: waiters of the SDK's service models. */
    private static final Map<String, String> WAITED_FOR = Map.of(
            "kinesis:waitUntilStreamExists", "DescribeStream",
            "kinesis:waitUntilStreamNotExists", "DescribeStream",
            "s3:waitUntilBucketExists", "HeadBucket",
            "s3:waitUntilBucketNotExists", "HeadBucket",
            "s3:waitUntilObjectExists", "HeadObject",
            "s3:waitUntilObjectNotExists", "HeadObject");

    private SdkOperations() {}

    /**
     * Actions that a call needs; none where it is not of the SDK or stays in the process.
     *
     * @param owner internal name of the class that is called
     * @throws IllegalArgumentException for a service or waiter that is in no table here
     */
    static Set<String> actions(String owner, String method, String descriptor) {
        Matcher client = CLIENT.matcher(owner);
        if (client.matches()) {
            return NO_OPERATIONS.contains(method)
                    ? Set.of()
                    : actions(prefix(client.group(1)), upperCamelCase(method.replaceFirst("Paginator$", "")));
        }
        Matcher waiter = WAITER.matcher(owner);
        if (waiter.matches()) {
            return method.startsWith("waitUntil")
                    ? actions(prefix(waiter.group(1)), waitedFor(prefix(waiter.group(1)), method, descriptor))
                    : Set.of();
        }
        Matcher credentials = CREDENTIALS.matcher(owner);
        return credentials.matches() ? actions("sts", credentials.group(1)) : Set.of();
    }

    private static Set<String> actions(String prefix, String operation) {
        String action = prefix + ":" + operation;
        return ACTIONS.getOrDefault(action, Set.of(action));
    }

    private static String prefix(String service) {
        return Optional.ofNullable(PREFIXES.get(service))
                .orElseThrow(() -> new IllegalArgumentException("The code calls the AWS service " + service
                        + ", whose prefix in IAM is not known. Add it to the prefixes in SdkOperations."));
    }

    private static String waitedFor(String prefix, String method, String descriptor) {
        String request = Type.getArgumentTypes(descriptor)[0].getInternalName();
        if (request.endsWith("Request")) {
            return request.substring(request.lastIndexOf('/') + 1, request.length() - "Request".length());
        }
        return Optional.ofNullable(WAITED_FOR.get(prefix + ":" + method))
                .orElseThrow(() -> new IllegalArgumentException("The code calls the waiter " + prefix + ":" + method
                        + ", whose operation is not known. Add it to the waiters in SdkOperations."));
    }

    private static String upperCamelCase(String method) {
        return method.substring(0, 1).toUpperCase(Locale.ROOT) + method.substring(1);
    }
}
