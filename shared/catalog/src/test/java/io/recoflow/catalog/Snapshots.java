package io.recoflow.catalog;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Snapshots to show in a table. */
final class Snapshots {

    static final CatalogTable TABLE = new CatalogTable("shop", "ratings");
    static final String OLD = "20261120T080000Z";
    static final String NEW = "20261127T080000Z";

    private static final StructField CUSTOMER = new StructField(
            "customerNumber",
            DataTypes.IntegerType,
            false,
            new MetadataBuilder().putBoolean("isSigned", true).build());

    private Snapshots() {}

    static SnapshotTable named(String name) {
        StructType columns = StructType.fromDDL("city STRING, creditLimit DECIMAL(10,2), quantityInStock SMALLINT,"
                + " productRating INT, since DATE, seen TIMESTAMP_NTZ");
        return new SnapshotTable(name, folder(name), columns, CUSTOMER, new PartitionRange(103, 496));
    }

    static String folder(String name) {
        return "s3a://lake/training/ratings_ml_training/snapshot=" + name;
    }

    static String location(String name) {
        return "s3://lake/training/ratings_ml_training/snapshot=" + name + "/";
    }
}
