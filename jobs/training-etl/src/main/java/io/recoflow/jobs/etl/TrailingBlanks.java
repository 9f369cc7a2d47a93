package io.recoflow.jobs.etl;

import static io.recoflow.shop.SourceTables.CUSTOMER_NUMBER;
import static io.recoflow.shop.SourceTables.PRODUCT_CODE;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.rtrim;

import io.recoflow.database.SourceTableReader;
import io.recoflow.lake.contract.TableContract;
import io.recoflow.lake.publish.JudgedDataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Looks among rejected ratings for those that were rejected because a key has blanks at its end in one table and none in
 * another, as where it is CHAR in the one and VARCHAR in the other.
 */
record TrailingBlanks(SparkSession session, SourcePlan plan, SourceTableReader reader, UsedTables tables) {

    /** A line for each key of which there are such. */
    List<String> in(JudgedDataset ratings) {
        List<String> lines = new ArrayList<>();
        if (broke(ratings, "customer_exists")) {
            line(ratings, tables.customers(), CUSTOMER_NUMBER).ifPresent(lines::add);
        }
        if (broke(ratings, "product_exists")) {
            line(ratings, tables.products(), PRODUCT_CODE).ifPresent(lines::add);
        }
        return lines;
    }

    private static boolean broke(JudgedDataset ratings, String rule) {
        return !ratings.rejectedFiles().isEmpty()
                && ratings.rules().stream()
                        .anyMatch(count -> count.rule().name().equals(rule) && count.rows() > 0);
    }

    private Optional<String> line(JudgedDataset ratings, TableContract table, String key) {
        Dataset<Row> rejected = session.read().parquet(ratings.rejectedFolder().toString());
        if (!isText(rejected.schema(), key)) {
            return Optional.empty();
        }
        Dataset<Row> known = plan.read(table, reader).select(col(key)).distinct();
        Dataset<Row> unknown = rejected.select(col(key)).join(known, new String[] {key}, "left_anti");
        Dataset<Row> trimmed = known.select(rtrim(col(key)).as(key)).distinct();
        long rows = unknown.select(rtrim(col(key)).as(key))
                .join(trimmed, new String[] {key}, "left_semi")
                .count();
        return rows == 0
                ? Optional.empty()
                : Optional.of(rows + " rejected ratings have a " + key
                        + " that differs only in trailing blanks from one in " + table.table() + ": "
                        + TrainingEtlOptions.TRIM_KEYS.flagName() + " takes them for the same.");
    }

    private static boolean isText(StructType schema, String key) {
        return Arrays.asList(schema.fieldNames()).contains(key)
                && schema.apply(key).dataType().equals(DataTypes.StringType);
    }
}
