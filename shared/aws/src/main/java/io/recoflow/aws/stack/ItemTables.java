package io.recoflow.aws.stack;

import io.recoflow.runtime.declaration.DeclaredJob;
import io.recoflow.runtime.declaration.ItemTable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.dynamodb.CfnTable;
import software.amazon.awscdk.services.kms.Key;

/** The tables of DynamoDB that jobs declare: on demand, encrypted with the key, kept to any second of the last 35 days. */
final class ItemTables {

    private static final String EXPIRES = "ItemsExpire";

    private final FoundationStack stack;
    private final Key key;
    private final List<DeclaredJob> jobs;

    ItemTables(FoundationStack stack, Key key, List<DeclaredJob> jobs) {
        this.stack = stack;
        this.key = key;
        this.jobs = jobs;
    }

    void create() {
        List<ItemTable> designs = jobs.stream()
                .flatMap(job -> job.declaration().itemTables().stream())
                .toList();
        if (designs.isEmpty()) {
            return;
        }
        CfnParameter expire = stack.choice(
                EXPIRES,
                List.of("DISABLED", "ENABLED"),
                "Whether DynamoDB deletes items whose time is over, where a job writes such a time.");
        CfnCondition enabled = CfnCondition.Builder.create(stack, EXPIRES + "Enabled")
                .expression(Fn.conditionEquals(expire.getValueAsString(), "ENABLED"))
                .build();
        designs.forEach(design -> create(design, enabled));
    }

    private void create(ItemTable design, CfnCondition expires) {
        CfnTable table = CfnTable.Builder.create(stack, design.name() + "Table")
                .tableName(stack.installation().name(design.name().toLowerCase(Locale.ROOT)))
                .billingMode("PAY_PER_REQUEST")
                .attributeDefinitions(Stream.concat(
                                Stream.of(design.key()),
                                design.indexes().stream().flatMap(index -> Stream.of(index.key(), index.sortKey())))
                        .distinct()
                        .map(ItemTables::text)
                        .toList())
                .keySchema(List.of(key(design.key(), "HASH")))
                .globalSecondaryIndexes(
                        design.indexes().stream().map(ItemTables::index).toList())
                .pointInTimeRecoverySpecification(CfnTable.PointInTimeRecoverySpecificationProperty.builder()
                        .pointInTimeRecoveryEnabled(true)
                        .build())
                .timeToLiveSpecification(Fn.conditionIf(
                        expires.getLogicalId(),
                        Map.of("AttributeName", design.expiry(), "Enabled", true),
                        Aws.NO_VALUE))
                .sseSpecification(CfnTable.SSESpecificationProperty.builder()
                        .sseEnabled(true)
                        .sseType("KMS")
                        .kmsMasterKeyId(key.getKeyArn())
                        .build())
                .build();
        table.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
        stack.tell(design.name() + "Table", table.getRef());
    }

    private static CfnTable.AttributeDefinitionProperty text(String attribute) {
        return CfnTable.AttributeDefinitionProperty.builder()
                .attributeName(attribute)
                .attributeType("S")
                .build();
    }

    private static CfnTable.GlobalSecondaryIndexProperty index(ItemTable.Index index) {
        return CfnTable.GlobalSecondaryIndexProperty.builder()
                .indexName(index.name())
                .keySchema(List.of(key(index.key(), "HASH"), key(index.sortKey(), "RANGE")))
                .projection(CfnTable.ProjectionProperty.builder()
                        .projectionType("ALL")
                        .build())
                .build();
    }

    private static CfnTable.KeySchemaProperty key(String attribute, String type) {
        return CfnTable.KeySchemaProperty.builder()
                .attributeName(attribute)
                .keyType(type)
                .build();
    }
}
