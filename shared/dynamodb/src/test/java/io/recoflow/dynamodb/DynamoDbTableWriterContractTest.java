package io.recoflow.dynamodb;

import io.recoflow.local.dynamodb.Dynalite;
import io.recoflow.testkit.TableWriterContract;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;

final class DynamoDbTableWriterContractTest extends TableWriterContract {

    private static final Dynalite SERVER = Dynalite.start();

    private final ReviewsTable table = ReviewsTable.on(SERVER, 16, Duration.ofMinutes(1));

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Override
    protected void write(List<KeyedRow> rows, int writer, long batch) throws Exception {
        table.writer()
                .put(rows.stream()
                        .map(row -> ReviewsTable.item(row.key(), "1", row.text()))
                        .toList());
    }

    @Override
    protected List<KeyedRow> stored() {
        return table.items().entrySet().stream()
                .map(item -> new KeyedRow(
                        item.getKey(),
                        Objects.requireNonNull(item.getValue().get("text")).s()))
                .toList();
    }
}
