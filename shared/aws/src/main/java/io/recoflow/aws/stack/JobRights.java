package io.recoflow.aws.stack;

import io.recoflow.runtime.declaration.Access;
import io.recoflow.runtime.declaration.Access.Mode;
import io.recoflow.runtime.declaration.JobDeclaration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** What a job's role must allow, by what the job declares: each action by its name, files by their folders. */
public final class JobRights {

    /** S3 says that an absent object is forbidden, instead of absent, to who may not list the bucket. */
    private static final List<String> LIST = List.of("s3:ListBucket");

    private static final List<String> LIST_UPLOADS = List.of("s3:ListBucketMultipartUploads");
    private static final List<String> READ_FILES = List.of("s3:GetObject");
    private static final List<String> WRITE_FILES =
            List.of("s3:AbortMultipartUpload", "s3:DeleteObject", "s3:PutObject");
    private static final List<String> READ_STREAM = List.of(
            "kinesis:DescribeStreamSummary", "kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:ListShards");
    private static final List<String> WRITE_STREAM = List.of("kinesis:PutRecords");
    private static final List<String> DESCRIBE_ITEMS = List.of("dynamodb:DescribeTable");
    private static final List<String> READ_ITEMS = List.of("dynamodb:GetItem", "dynamodb:Query");
    private static final List<String> WRITE_ITEMS = List.of("dynamodb:PutItem");
    private static final List<String> READ_TABLE = List.of("glue:GetTable");
    private static final List<String> WRITE_TABLE = List.of("glue:CreateTable", "glue:UpdateTable");
    private static final List<String> LOGIN = List.of("secretsmanager:GetSecretValue");
    private static final List<String> DECRYPT = List.of("kms:Decrypt");
    private static final List<String> ENCRYPT = List.of("kms:GenerateDataKey");

    private final RecoflowStack stack;
    private final Foundation foundation;
    private final Map<List<String>, Set<String>> resources = new LinkedHashMap<>();

    private JobRights(RecoflowStack stack, Foundation foundation) {
        this.stack = stack;
        this.foundation = foundation;
    }

    /**
     * The statements of a policy.
     *
     * @param stack in which the policy stands
     * @param foundation as the stack finds it
     */
    public static List<PolicyStatement> of(JobDeclaration declaration, RecoflowStack stack, Foundation foundation) {
        JobRights rights = new JobRights(stack, foundation);
        declaration.access().forEach(rights::add);
        return rights.statements();
    }

    private void add(Access access) {
        switch (access.resource()) {
            case DATABASE -> allow(LOGIN, foundation.value(access.name() + "SecretArn"));
            case STREAM -> stream(access, foundation.streamArn(access.name()));
            case FILES -> files(access);
            case TABLE -> items(access, foundation.itemTableArn(access.name()));
            case CATALOG -> table(access);
        }
        allow(DECRYPT, foundation.keyArn());
    }

    private void stream(Access access, String arn) {
        allow(READ_STREAM, arn);
        if (access.mode() == Mode.WRITE) {
            allow(WRITE_STREAM, arn);
            allow(ENCRYPT, foundation.keyArn());
        }
    }

    private void files(Access access) {
        List<String> folders = List.of(access.name().split("/"));
        String bucket = foundation.bucketArn(folders.get(0));
        allow(LIST, bucket);
        // Hadoop looks whether a folder above is a file.
        for (int depth = 2; depth <= folders.size(); depth++) {
            allow(READ_FILES, bucket + "/" + String.join("/", folders.subList(1, depth)));
        }
        String within = bucket + "/" + String.join("/", folders.subList(1, folders.size())) + "/*";
        allow(READ_FILES, within);
        if (access.mode() == Mode.WRITE) {
            allow(WRITE_FILES, within);
            allow(LIST_UPLOADS, bucket);
            allow(ENCRYPT, foundation.keyArn());
        }
    }

    private void items(Access access, String arn) {
        allow(DESCRIBE_ITEMS, arn);
        allow(access.mode() == Mode.WRITE ? WRITE_ITEMS : READ_ITEMS, arn);
    }

    private void table(Access access) {
        String database = foundation.value(Foundation.DATABASE);
        String table = access.name().substring(access.name().indexOf('/') + 1);
        for (String resource : List.of("catalog", "database/" + database, "table/" + database + "/" + table)) {
            allow(READ_TABLE, stack.arn("glue", resource));
            if (access.mode() == Mode.WRITE) {
                allow(WRITE_TABLE, stack.arn("glue", resource));
            }
        }
    }

    private void allow(List<String> actions, String resource) {
        resources.computeIfAbsent(actions, any -> new LinkedHashSet<>()).add(resource);
    }

    /** Actions on the same resources stand together. */
    private List<PolicyStatement> statements() {
        Map<Set<String>, Set<String>> actions = new LinkedHashMap<>();
        resources.forEach((some, same) ->
                actions.computeIfAbsent(same, any -> new TreeSet<>()).addAll(some));
        List<PolicyStatement> statements = new ArrayList<>();
        actions.forEach((same, all) -> statements.add(PolicyStatement.Builder.create()
                .actions(all.stream().toList())
                .resources(same.stream().toList())
                .build()));
        return statements;
    }
}
