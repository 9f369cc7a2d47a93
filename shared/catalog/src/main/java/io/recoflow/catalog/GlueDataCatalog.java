package io.recoflow.catalog;

import java.util.Optional;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

/** The Data Catalog itself, with the credentials, the region and the endpoint that the AWS SDK finds. */
final class GlueDataCatalog implements DataCatalog {

    private final SdkHttpClient http;
    private final GlueClient client;

    /** @throws software.amazon.awssdk.core.exception.SdkException where no region is set */
    GlueDataCatalog() {
        this.http = UrlConnectionHttpClient.create();
        this.client = GlueClient.builder().httpClient(http).build();
    }

    @Override
    public Optional<Table> find(CatalogTable table) {
        try {
            return Optional.of(client.getTable(
                            request -> request.databaseName(table.database()).name(table.name()))
                    .table());
        } catch (EntityNotFoundException missing) {
            return Optional.empty();
        }
    }

    @Override
    public void create(CatalogTable table, TableInput input) {
        client.createTable(request -> request.databaseName(table.database()).tableInput(input));
    }

    @Override
    public void update(CatalogTable table, TableInput input, String versionId) {
        client.updateTable(request -> request.databaseName(table.database())
                .tableInput(input)
                .versionId(versionId)
                .skipArchive(true));
    }

    @Override
    public void close() {
        client.close();
        http.close();
    }
}
