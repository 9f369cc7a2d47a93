package io.recoflow.bench.lake;

import static io.recoflow.shop.LakeDatasets.CUSTOMER_FEATURES;
import static io.recoflow.shop.LakeDatasets.PRODUCT_FEATURES;
import static io.recoflow.shop.LakeDatasets.TRAINING_PARTITION;
import static io.recoflow.shop.SourceTables.BUY_PRICE;
import static io.recoflow.shop.SourceTables.CITY;
import static io.recoflow.shop.SourceTables.COUNTRY;
import static io.recoflow.shop.SourceTables.CREDIT_LIMIT;
import static io.recoflow.shop.SourceTables.LIST_PRICE;
import static io.recoflow.shop.SourceTables.POSTAL_CODE;
import static io.recoflow.shop.SourceTables.PRODUCT_CODE;
import static io.recoflow.shop.SourceTables.PRODUCT_LINE;
import static io.recoflow.shop.SourceTables.PRODUCT_RATING;
import static io.recoflow.shop.SourceTables.PRODUCT_SCALE;
import static io.recoflow.shop.SourceTables.QUANTITY_IN_STOCK;
import static io.recoflow.shop.SourceTables.STATE;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lpad;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.recoflow.shop.LakeDatasets;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Rows as training-etl writes them: the customer's number and the 12 columns of a training row, by customer. */
public final class TrainingRowSample {

    public static final String KEY = TRAINING_PARTITION;
    public static final int ROWS_PER_CUSTOMER = 20;
    public static final List<String> COLUMNS = LakeDatasets.trainingColumns(CUSTOMER_FEATURES, PRODUCT_FEATURES);

    private static final int PRODUCTS = 110;

    private TrainingRowSample() {}

    /** Made anew whenever it is read; {@value #ROWS_PER_CUSTOMER} rows a customer. */
    public static Dataset<Row> of(SparkSession session, int customers) {
        long rows = (long) customers * ROWS_PER_CUSTOMER;
        Column customer = floor(col("id").divide(ROWS_PER_CUSTOMER));
        Column product = xxhash64(col("id")).mod(PRODUCTS).plus(PRODUCTS).mod(PRODUCTS);
        return session.range(rows)
                .select(
                        customer.plus(100).cast("int").as(KEY),
                        concat(lit("City "), customer.mod(97)).as(CITY),
                        when(customer.mod(3).notEqual(0), concat(lit("State "), customer.mod(31)))
                                .as(STATE),
                        lpad(customer.mod(9973).cast("string"), 5, "0").as(POSTAL_CODE),
                        concat(lit("Country "), customer.mod(27)).as(COUNTRY),
                        customer.mod(1231).multiply(100).cast("decimal(10,2)").as(CREDIT_LIMIT),
                        concat(lit("S"), lpad(product.cast("string"), 4, "0")).as(PRODUCT_CODE),
                        concat(lit("Line "), product.mod(7)).as(PRODUCT_LINE),
                        concat(lit("1:"), product.mod(8).plus(10)).as(PRODUCT_SCALE),
                        product.multiply(71).mod(9999).cast("int").as(QUANTITY_IN_STOCK),
                        product.multiply(37)
                                .mod(103)
                                .plus(lit(0.95))
                                .cast("decimal(10,2)")
                                .as(BUY_PRICE),
                        product.multiply(41)
                                .mod(211)
                                .plus(lit(0.5))
                                .cast("decimal(10,2)")
                                .as(LIST_PRICE),
                        xxhash64(col("id"), lit(7))
                                .mod(5)
                                .plus(5)
                                .mod(5)
                                .plus(1)
                                .cast("int")
                                .as(PRODUCT_RATING));
    }
}
