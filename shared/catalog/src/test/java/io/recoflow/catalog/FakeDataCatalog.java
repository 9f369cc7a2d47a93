package io.recoflow.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.ConcurrentModificationException;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

/** One table in memory, which somebody else changes at the worst moment as often as told. */
final class FakeDataCatalog implements DataCatalog {

    private final List<String> calls = new ArrayList<>();
    private @Nullable Table table;
    private @Nullable TableInput rival;
    private int rivalChanges;
    private int version;

    /** Stores a table as somebody else would. */
    FakeDataCatalog holding(TableInput input) {
        store(input);
        return this;
    }

    /** Before each of the next changes somebody else stores this one. */
    FakeDataCatalog changedMeanwhile(int times, TableInput input) {
        rivalChanges = times;
        rival = input;
        return this;
    }

    Optional<Table> table() {
        return Optional.ofNullable(table);
    }

    List<String> calls() {
        return calls;
    }

    @Override
    public Optional<Table> find(CatalogTable name) {
        calls.add("find");
        return table();
    }

    @Override
    public void create(CatalogTable name, TableInput input) {
        calls.add("create");
        letTheRivalChangeIt();
        if (table != null) {
            throw AlreadyExistsException.builder().message("exists").build();
        }
        store(input);
    }

    @Override
    public void update(CatalogTable name, TableInput input, String versionId) {
        calls.add("update");
        letTheRivalChangeIt();
        if (!versionId.equals(String.valueOf(version))) {
            throw ConcurrentModificationException.builder().message("changed").build();
        }
        store(input);
    }

    @Override
    public void close() {}

    private void letTheRivalChangeIt() {
        if (rivalChanges > 0 && rival != null) {
            rivalChanges--;
            store(rival);
        }
    }

    private void store(TableInput input) {
        version++;
        table = Table.builder()
                .name(input.name())
                .tableType(input.tableType())
                .description(input.description())
                .parameters(input.parameters())
                .partitionKeys(input.partitionKeys())
                .storageDescriptor(input.storageDescriptor())
                .versionId(String.valueOf(version))
                .build();
    }
}
