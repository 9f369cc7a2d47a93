package io.recoflow.aws.stack;

import io.recoflow.runtime.declaration.Access;
import io.recoflow.runtime.declaration.DeclaredJob;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kinesis.CfnStream;
import software.amazon.awscdk.services.kms.Key;

/** The streams that jobs declare, and what the shop needs at the other ends of them. */
final class Streams {

    private final FoundationStack stack;
    private final Key key;
    private final List<DeclaredJob> jobs;

    Streams(FoundationStack stack, Key key, List<DeclaredJob> jobs) {
        this.stack = stack;
        this.key = key;
        this.jobs = jobs;
    }

    /** Whether a job writes it, for each stream that jobs declare. */
    static Map<String, Boolean> declaredBy(List<DeclaredJob> jobs) {
        Map<String, Boolean> written = new TreeMap<>();
        jobs.stream()
                .flatMap(job -> job.declaration().access().stream())
                .filter(access -> access.resource() == Access.Resource.STREAM)
                .forEach(
                        access -> written.merge(access.name(), access.mode() == Access.Mode.WRITE, Boolean::logicalOr));
        return written;
    }

    void create() {
        CfnParameter mode = stack.choice(
                "StreamMode", List.of("ON_DEMAND", "PROVISIONED"), "How Kinesis gives capacity to the streams.");
        CfnParameter shards = stack.optional(
                "Shards",
                "Number",
                5,
                "Shards of each stream where StreamMode is PROVISIONED. 1,000 events a second with answers of 2.4 KB need"
                        + " three, and two are in reserve.");
        CfnParameter retention = stack.optional(
                "StreamHours", "Number", 24, "Hours for which the streams keep their records, 24 to 8,760.");
        retention.setMinValue(24);
        retention.setMaxValue(8760);
        CfnCondition provisioned = CfnCondition.Builder.create(stack, "Provisioned")
                .expression(Fn.conditionEquals(mode.getValueAsString(), "PROVISIONED"))
                .build();
        declaredBy(jobs).forEach((name, written) -> {
            CfnStream stream = CfnStream.Builder.create(stack, name + "Stream")
                    .name(stack.installation().name(name.toLowerCase(Locale.ROOT)))
                    .retentionPeriodHours(retention.getValueAsNumber())
                    .streamModeDetails(CfnStream.StreamModeDetailsProperty.builder()
                            .streamMode(mode.getValueAsString())
                            .build())
                    .shardCount(Token.asNumber(
                            Fn.conditionIf(provisioned.getLogicalId(), shards.getValueAsNumber(), Aws.NO_VALUE)))
                    .streamEncryption(CfnStream.StreamEncryptionProperty.builder()
                            .encryptionType("KMS")
                            .keyId(key.getKeyArn())
                            .build())
                    .build();
            stream.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
            stack.tell(name + "Stream", stream.getRef());
            shopsPolicy(name, stream, written);
        });
    }

    /** The shop reads what a job writes, and writes what none does. */
    private void shopsPolicy(String name, CfnStream stream, boolean written) {
        List<String> actions = written
                ? List.of(
                        "kinesis:DescribeStreamSummary",
                        "kinesis:GetRecords",
                        "kinesis:GetShardIterator",
                        "kinesis:ListShards")
                : List.of(
                        "kinesis:DescribeStreamSummary",
                        "kinesis:ListShards",
                        "kinesis:PutRecord",
                        "kinesis:PutRecords");
        String id = name + (written ? "Reader" : "Producer");
        ManagedPolicy policy = ManagedPolicy.Builder.create(stack, id)
                .description("For the shop: " + (written ? "reads" : "writes") + " the stream " + name + ".")
                .statements(List.of(
                        PolicyStatement.Builder.create()
                                .sid("Stream")
                                .actions(actions)
                                .resources(List.of(stream.getAttrArn()))
                                .build(),
                        PolicyStatement.Builder.create()
                                .sid("Key")
                                .actions(List.of(written ? "kms:Decrypt" : "kms:GenerateDataKey"))
                                .resources(List.of(key.getKeyArn()))
                                .build()))
                .build();
        stack.show(id + "PolicyArn", policy.getManagedPolicyArn());
    }
}
