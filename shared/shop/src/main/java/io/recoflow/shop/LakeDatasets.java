package io.recoflow.shop;

import static io.recoflow.shop.SourceTables.BUY_PRICE;
import static io.recoflow.shop.SourceTables.CITY;
import static io.recoflow.shop.SourceTables.COUNTRY;
import static io.recoflow.shop.SourceTables.CREDIT_LIMIT;
import static io.recoflow.shop.SourceTables.CUSTOMER_NUMBER;
import static io.recoflow.shop.SourceTables.LIST_PRICE;
import static io.recoflow.shop.SourceTables.POSTAL_CODE;
import static io.recoflow.shop.SourceTables.PRODUCT_CODE;
import static io.recoflow.shop.SourceTables.PRODUCT_LINE;
import static io.recoflow.shop.SourceTables.PRODUCT_RATING;
import static io.recoflow.shop.SourceTables.PRODUCT_SCALE;
import static io.recoflow.shop.SourceTables.QUANTITY_IN_STOCK;
import static io.recoflow.shop.SourceTables.QUANTITY_ORDERED;
import static io.recoflow.shop.SourceTables.STATE;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The datasets of the lake that one job writes and another reads: folders below the lake, and their columns. A column that
 * comes from the shop's database keeps the name that it has in {@link SourceTables}.
 */
public final class LakeDatasets {

    /** Ratings with the features of customer and product, a folder for each customer: what a model learns from. */
    public static final String TRAINING = "ratings_ml_training";

    /** Every product with its features, whether somebody rated it or not. */
    public static final String PRODUCTS = "products";

    /** What sells best, over all and in each country. */
    public static final String POPULAR_PRODUCTS = "popular_products";

    /** Ratings that the row rules rejected, a folder for each run; no snapshots. */
    public static final String REJECTED_RATINGS = "ratings_rejected";

    /** {@link #SCOPE_ALL}, or {@link #SCOPE_COUNTRY} where the rank is one of {@link SourceTables#COUNTRY}. */
    public static final String SCOPE = "scope";

    public static final String SCOPE_ALL = "all";
    public static final String SCOPE_COUNTRY = "country";
    public static final String RANK = "rank";
    public static final String WINDOW_DAYS = "windowDays";

    /** The columns of {@link #POPULAR_PRODUCTS}, in their order. */
    public static final StructType POPULAR_PRODUCTS_COLUMNS = new StructType()
            .add(SCOPE, DataTypes.StringType)
            .add(COUNTRY, DataTypes.StringType)
            .add(RANK, DataTypes.IntegerType)
            .add(PRODUCT_CODE, DataTypes.StringType)
            .add(QUANTITY_ORDERED, DataTypes.LongType)
            .add(WINDOW_DAYS, DataTypes.IntegerType);

    /** The columns of customers that are in a training row where nothing else is asked for. */
    public static final List<String> CUSTOMER_FEATURES = List.of(CITY, STATE, POSTAL_CODE, COUNTRY, CREDIT_LIMIT);

    /** The columns of products that are in a training row and in {@link #PRODUCTS} where nothing else is asked for. */
    public static final List<String> PRODUCT_FEATURES =
            List.of(PRODUCT_LINE, PRODUCT_SCALE, QUANTITY_IN_STOCK, BUY_PRICE, LIST_PRICE);

    /** The column of {@link #TRAINING} that is folders. */
    public static final String TRAINING_PARTITION = CUSTOMER_NUMBER;

    private LakeDatasets() {}

    /** The columns in the files of {@link #TRAINING}, in their order. */
    public static List<String> trainingColumns(List<String> customerFeatures, List<String> productFeatures) {
        List<String> columns = new ArrayList<>(customerFeatures);
        columns.add(PRODUCT_CODE);
        columns.addAll(productFeatures);
        columns.add(PRODUCT_RATING);
        return columns;
    }

    /** The columns of {@link #PRODUCTS}, in their order. */
    public static List<String> productColumns(List<String> features) {
        List<String> columns = new ArrayList<>(List.of(PRODUCT_CODE));
        columns.addAll(features);
        return columns;
    }
}
