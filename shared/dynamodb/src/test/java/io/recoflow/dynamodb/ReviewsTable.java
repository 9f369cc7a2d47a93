package io.recoflow.dynamodb;

import io.recoflow.local.dynamodb.Dynalite;
import io.recoflow.local.dynamodb.LocalTables;
import io.recoflow.local.kinesis.client.KinesisConnection;
import io.recoflow.runtime.declaration.ItemTable;
import io.recoflow.runtime.declaration.ItemTable.Index;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A new table of a local DynamoDB. */
final class ReviewsTable implements AutoCloseable {

    static final String KEY = "id";
    static final String ORDER = "sequence";
    static final ItemTable DESIGN =
            new ItemTable("Reviews", KEY, List.of(new Index("by-product", "product", "date")), "expires_at");

    private final LocalTables tables;
    private final TableSettings settings;

    private ReviewsTable(LocalTables tables, TableSettings settings) {
        this.tables = tables;
        this.settings = settings;
    }

    static ReviewsTable on(Dynalite server, int concurrency, Duration patience) {
        String name = "reviews-" + UUID.randomUUID();
        LocalTables tables = LocalTables.at(server.endpoint());
        tables.create(name, DESIGN);
        return new ReviewsTable(
                tables,
                new TableSettings(
                        name,
                        KinesisConnection.LOCAL_REGION.id(),
                        server.endpoint().toString(),
                        KEY,
                        ORDER,
                        concurrency,
                        patience));
    }

    static TableItem item(String key, String order, String text) {
        return TableItem.builder()
                .text(KEY, key)
                .text(ORDER, order)
                .text("text", text)
                .text("product", "P-" + key)
                .text("date", "2026-11-20")
                .build();
    }

    TableSettings settings() {
        return settings;
    }

    DynamoDbAsyncClient client() {
        return tables.client();
    }

    TableWriter writer() {
        return Tables.writer(settings);
    }

    Map<String, Map<String, AttributeValue>> items() {
        return tables.items(settings.table(), KEY);
    }

    String text(String key) {
        return Objects.requireNonNull(Objects.requireNonNull(items().get(key)).get("text"))
                .s();
    }

    @Override
    public void close() {
        tables.close();
    }
}
