package io.recoflow.aws.stack;

import io.recoflow.runtime.declaration.DeclaredJob;
import io.recoflow.runtime.declaration.LakeTable;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.services.glue.CfnDatabase;
import software.amazon.awscdk.services.glue.CfnTable;

/**
 * The database of the Data Catalog, and the tables of the lake that jobs declare, for Athena, Glue's Spark and EMR's. The table of the newest training snapshot is
 * not among them: training-etl makes it and moves it.
 */
public final class CatalogStack extends RecoflowStack {

    public CatalogStack(App app, Installation installation, List<DeclaredJob> jobs) {
        super(app, installation, "catalog", "Recoflow's database in the Data Catalog, and its tables.");
        CfnDatabase database = CfnDatabase.Builder.create(this, "Database")
                .catalogId(getAccount())
                .databaseInput(CfnDatabase.DatabaseInputProperty.builder()
                        .name(installation.database())
                        .description("Recoflow's lake")
                        .build())
                .build();
        tell(Foundation.DATABASE, database.getRef());
        Foundation foundation = new Foundation(this);
        for (DeclaredJob job : jobs) {
            job.declaration().tables().forEach(table -> create(table, database.getRef(), foundation));
        }
    }

    /** Athena and Spark know a Delta table by its provider, and find it by the path among the parameters of its SerDe. */
    private void create(LakeTable table, String database, Foundation foundation) {
        int slash = table.folder().indexOf('/');
        String place = "s3://" + foundation.value(table.folder().substring(0, slash) + "Bucket")
                + table.folder().substring(slash) + "/";
        CfnTable.Builder.create(this, constructName(table.name()))
                .catalogId(getAccount())
                .databaseName(database)
                .tableInput(CfnTable.TableInputProperty.builder()
                        .name(table.name())
                        .description(table.description())
                        .tableType("EXTERNAL_TABLE")
                        .parameters(Map.of(
                                "EXTERNAL", "TRUE",
                                "classification", "delta",
                                "spark.sql.sources.provider", "delta",
                                "table_type", "DELTA"))
                        .storageDescriptor(CfnTable.StorageDescriptorProperty.builder()
                                .location(place)
                                .inputFormat("org.apache.hadoop.mapred.SequenceFileInputFormat")
                                .outputFormat("org.apache.hadoop.hive.ql.io.HiveSequenceFileOutputFormat")
                                .serdeInfo(CfnTable.SerdeInfoProperty.builder()
                                        .serializationLibrary("org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe")
                                        .parameters(Map.of("serialization.format", "1", "path", place))
                                        .build())
                                .columns(table.columns().stream()
                                        .map(CatalogStack::column)
                                        .toList())
                                .build())
                        .build())
                .build();
    }

    private static CfnTable.ColumnProperty column(String column) {
        int space = column.indexOf(' ');
        return CfnTable.ColumnProperty.builder()
                .name(column.substring(0, space))
                .type(column.substring(space + 1))
                .build();
    }

    /** Logical names have no underscores. */
    private static String constructName(String table) {
        return "Table" + table.replace("_", "");
    }
}
