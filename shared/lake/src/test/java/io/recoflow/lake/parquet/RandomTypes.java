package io.recoflow.lake.parquet;

import java.util.List;
import java.util.Random;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Schemas of all types that a lake may hold. */
final class RandomTypes {

    private static final List<DataType> SIMPLE = List.of(
            DataTypes.BooleanType,
            DataTypes.ByteType,
            DataTypes.ShortType,
            DataTypes.IntegerType,
            DataTypes.LongType,
            DataTypes.FloatType,
            DataTypes.DoubleType,
            DataTypes.StringType,
            DataTypes.BinaryType,
            DataTypes.DateType,
            DataTypes.TimestampType,
            DataTypes.TimestampNTZType);

    private static final List<DataType> PARTITION = List.of(
            DataTypes.IntegerType,
            DataTypes.StringType,
            DataTypes.StringType,
            DataTypes.DateType,
            DataTypes.createDecimalType(12, 3),
            DataTypes.BooleanType,
            DataTypes.LongType,
            DataTypes.TimestampType);

    private final Random random;

    RandomTypes(Random random) {
        this.random = random;
    }

    /** Partition columns p0, p1, …, among columns of every simple type and some nested ones. */
    StructType schema(int partitionColumns) {
        StructType schema = new StructType();
        for (int i = 0; i < SIMPLE.size(); i++) {
            if (i < partitionColumns) {
                schema = schema.add("p" + i, PARTITION.get(random.nextInt(PARTITION.size())));
            }
            schema = schema.add(new StructField(
                    "c" + i + SIMPLE.get(i).typeName(), SIMPLE.get(i), random.nextInt(5) > 0, metadata(i)));
        }
        schema = schema.add("Größe in %", decimal()).add("d1", decimal());
        int nested = 1 + random.nextInt(3);
        for (int i = 0; i < nested; i++) {
            schema = schema.add("n" + i, nested(2));
        }
        return schema;
    }

    private static Metadata metadata(int column) {
        return column % 4 == 0
                ? new MetadataBuilder().putString("comment", "column " + column).build()
                : Metadata.empty();
    }

    private DataType any(int depth) {
        int choice = random.nextInt(SIMPLE.size() + 4);
        if (choice < SIMPLE.size()) {
            return SIMPLE.get(choice);
        }
        return choice == SIMPLE.size() || depth == 0 ? decimal() : nested(depth);
    }

    private DataType nested(int depth) {
        return switch (random.nextInt(3)) {
            case 0 -> DataTypes.createArrayType(any(depth - 1), random.nextBoolean());
            case 1 -> {
                DataType[] keys = {DataTypes.StringType, DataTypes.IntegerType, DataTypes.DateType};
                yield DataTypes.createMapType(keys[random.nextInt(keys.length)], any(depth - 1), random.nextBoolean());
            }
            default -> {
                StructType struct = new StructType();
                int fields = 1 + random.nextInt(3);
                for (int i = 0; i < fields; i++) {
                    struct = struct.add("f" + i, any(depth - 1), random.nextBoolean());
                }
                yield struct;
            }
        };
    }

    /** Up to 9 digits are an INT32 in Parquet, up to 18 an INT64, more a fixed-length array. */
    private DataType decimal() {
        int[] precisions = {1, 9, 10, 18, 19, 38};
        int precision = precisions[random.nextInt(precisions.length)];
        return DataTypes.createDecimalType(precision, random.nextInt(precision + 1));
    }
}
