package io.recoflow.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.runtime.declaration.ItemTable;
import io.recoflow.runtime.declaration.ItemTable.Index;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

final class DynaliteTest {

    private static final ItemTable DESIGN =
            new ItemTable("Things", "id", List.of(new Index("by-kind", "kind", "date")), "expires_at");

    @Test
    void itKeepsItemsFindsThemByTheIndexAndHasTheFaultsThatItIsGiven() {
        try (Dynalite server = Dynalite.start();
                LocalTables tables = LocalTables.at(server.endpoint())) {
            tables.create("things", DESIGN);
            put(tables, "a");
            assertThat(tables.items("things", "id")).containsOnlyKeys("a");
            assertThat(tables.client()
                            .query(request -> request.tableName("things")
                                    .indexName("by-kind")
                                    .keyConditionExpression("kind = :kind")
                                    .expressionAttributeValues(Map.of(":kind", AttributeValue.fromS("k"))))
                            .join()
                            .items())
                    .hasSize(1);

            server.set(Faults.of(1, 1, 0));
            assertThatThrownBy(() -> put(tables, "b"))
                    .hasRootCauseInstanceOf(ProvisionedThroughputExceededException.class);
            assertThat(server.set(Faults.of(1, 0, 1)).throttled()).isPositive();
            assertThatThrownBy(() -> put(tables, "c")).hasRootCauseInstanceOf(InternalServerErrorException.class);
            assertThat(tables.items("things", "id"))
                    .as("what is unanswered is done")
                    .containsOnlyKeys("a", "c");
            server.set(Faults.NONE);
            put(tables, "b");
            assertThat(tables.items("things", "id")).containsOnlyKeys("a", "b", "c");
        }
    }

    private static void put(LocalTables tables, String id) {
        tables.client()
                .putItem(request -> request.tableName("things")
                        .item(Map.of(
                                "id", AttributeValue.fromS(id),
                                "kind", AttributeValue.fromS("k"),
                                "date", AttributeValue.fromS("2026-11-20"))))
                .join();
    }
}
