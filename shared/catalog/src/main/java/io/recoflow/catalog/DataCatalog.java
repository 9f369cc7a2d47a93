package io.recoflow.catalog;

import java.util.Optional;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

/**
 * The calls of the AWS Glue Data Catalog that the job makes. All of them throw {@link
 * software.amazon.awssdk.core.exception.SdkException} where the catalog cannot be reached or refuses.
 */
interface DataCatalog extends AutoCloseable {

    /** The table, or empty where there is no such table or no such database. */
    Optional<Table> find(CatalogTable table);

    /**
     * @throws software.amazon.awssdk.services.glue.model.AlreadyExistsException where the table is there by now
     * @throws software.amazon.awssdk.services.glue.model.EntityNotFoundException where there is no such database
     */
    void create(CatalogTable table, TableInput input);

    /**
     * Replaces the table as a whole, and keeps no old version of it.
     *
     * @param versionId of the table that was found
     * @throws software.amazon.awssdk.services.glue.model.ConcurrentModificationException where the table has another
     *     version by now
     */
    void update(CatalogTable table, TableInput input, String versionId);

    @Override
    void close();
}
