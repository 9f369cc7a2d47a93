package io.recoflow.jobs.etl;

import static io.recoflow.shop.SourceTables.CUSTOMER_NUMBER;
import static io.recoflow.shop.SourceTables.PRODUCT_CODE;
import static io.recoflow.shop.SourceTables.PRODUCT_RATING;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;

import io.recoflow.database.SourceQuery;
import io.recoflow.lake.publish.JudgedRows;
import io.recoflow.lake.rules.RuleSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Ratings joined with customers and products, without a shuffle: ratings come in ranges of whole customers, and stay in
 * the task that read them. Customers and products are small beside the ratings, so every executor has all of them.
 */
final class TrainingRows {

    private static final String ACCEPTABLE = "acceptable";
    private static final String OCCURRENCE = "occurrence";
    private static final String CUSTOMER_COPIES = "customerCopies";
    private static final String CUSTOMER_EXISTS = "customerExists";
    private static final String PRODUCT_COPIES = "productCopies";
    private static final String PRODUCT_EXISTS = "productExists";
    private static final String RATING_UNFIT = "ratingUnfit";
    private static final String CUSTOMER_UNFIT = "customerUnfit";
    private static final String PRODUCT_UNFIT = "productUnfit";
    private static final List<String> UNFIT = List.of(RATING_UNFIT, CUSTOMER_UNFIT, PRODUCT_UNFIT);

    private TrainingRows() {}

    /** The names that a rule may use or a reader of rejected rows will find beside the features. */
    static Set<String> columnsBesideFeatures() {
        Set<String> names = new HashSet<>(JudgedRows.REASON_COLUMNS);
        names.addAll(List.of(CUSTOMER_NUMBER, PRODUCT_CODE, PRODUCT_RATING, OCCURRENCE));
        names.addAll(List.of(CUSTOMER_COPIES, CUSTOMER_EXISTS, PRODUCT_COPIES, PRODUCT_EXISTS));
        names.addAll(UNFIT);
        names.add(SourceQuery.UNFIT);
        return names;
    }

    /** Those columns of joined rows that name values which no type of the lake holds. */
    static List<String> unfitColumns(Dataset<Row> joined) {
        List<String> columns = Arrays.asList(joined.columns());
        return UNFIT.stream().filter(columns::contains).toList();
    }

    /**
     * The joined rows: the columns that rules may name. One row for each rating, whatever is wrong with it.
     *
     * @param ratings in which all rows of a customer and product are in one partition; where they, customers or products
     *     have values that no type of the lake holds, {@link SourceQuery#UNFIT} names those
     * @param rules those that can be looked at on a rating alone say which of several ratings is counted first
     */
    static Dataset<Row> joined(
            Dataset<Row> ratings,
            Dataset<Row> customers,
            Dataset<Row> products,
            TrainingEtlConfiguration configuration,
            RuleSet rules) {
        Dataset<Row> customerFeatures = unique(
                customers.withColumnRenamed(SourceQuery.UNFIT, CUSTOMER_UNFIT),
                CUSTOMER_NUMBER,
                withUnfit(configuration.customerFeatures(), CUSTOMER_UNFIT, customers),
                CUSTOMER_COPIES,
                CUSTOMER_EXISTS);
        Dataset<Row> productFeatures = productFeatures(
                products.withColumnRenamed(SourceQuery.UNFIT, PRODUCT_UNFIT),
                withUnfit(configuration.productFeatures(), PRODUCT_UNFIT, products));
        return withOccurrence(ratings.withColumnRenamed(SourceQuery.UNFIT, RATING_UNFIT), rules)
                .join(broadcast(customerFeatures), usingOne(CUSTOMER_NUMBER), "left")
                .join(broadcast(productFeatures), usingOne(PRODUCT_CODE), "left")
                .withColumn(CUSTOMER_EXISTS, coalesce(col(CUSTOMER_EXISTS), lit(false)))
                .withColumn(PRODUCT_EXISTS, coalesce(col(PRODUCT_EXISTS), lit(false)));
    }

    /** One row for each product code that is not NULL: the code, the features, productCopies and productExists. */
    static Dataset<Row> productFeatures(Dataset<Row> products, List<String> features) {
        return unique(products, PRODUCT_CODE, features, PRODUCT_COPIES, PRODUCT_EXISTS);
    }

    private static Dataset<Row> withOccurrence(Dataset<Row> ratings, RuleSet rules) {
        StructType schema = ratings.schema();
        RuleSet onRatingAlone = rules.applicableTo(ratings.sparkSession(), schema);
        StructField[] fields = Arrays.copyOf(schema.fields(), schema.length() + 1);
        fields[schema.length()] = DataTypes.createStructField(OCCURRENCE, DataTypes.IntegerType, false);
        return ratings.withColumn(ACCEPTABLE, onRatingAlone.accepts())
                .sortWithinPartitions(col(CUSTOMER_NUMBER), col(PRODUCT_CODE), col(PRODUCT_RATING))
                .mapPartitions(new Occurrences(), Encoders.row(new StructType(fields)));
    }

    /** One row for each key: of several, the one with the smallest features, so that every run takes the same. */
    private static Dataset<Row> unique(
            Dataset<Row> table, String key, List<String> features, String copies, String exists) {
        Column[] values = features.stream().map(TrainingRows::quoted).toArray(Column[]::new);
        List<Column> result =
                new ArrayList<>(List.of(col(key), col(copies), lit(true).as(exists)));
        features.forEach(
                feature -> result.add(col("first." + quotedName(feature)).as(feature)));
        return table.filter(col(key).isNotNull())
                .groupBy(col(key))
                .agg(count(lit(1)).as(copies), min(struct(values)).as("first"))
                .select(result.toArray(Column[]::new));
    }

    private static List<String> withUnfit(List<String> features, String unfit, Dataset<Row> table) {
        List<String> all = new ArrayList<>(features);
        if (Arrays.asList(table.columns()).contains(SourceQuery.UNFIT)) {
            all.add(unfit);
        }
        return all;
    }

    private static String[] usingOne(String column) {
        return new String[] {column};
    }

    private static Column quoted(String column) {
        return col(quotedName(column));
    }

    static String quotedName(String column) {
        return "`" + column.replace("`", "``") + "`";
    }
}
