package io.recoflow.jobs.train.data;

import static io.recoflow.shop.SourceTables.CUSTOMER_NUMBER;
import static io.recoflow.shop.SourceTables.PRODUCT_CODE;
import static io.recoflow.shop.SourceTables.PRODUCT_RATING;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.trim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * The columns that a model may learn from: all of a simple type, whatever the lake has. Numbers and times are numbers, text
 * and truth are categories; lists and the like are passed over.
 */
record FeatureColumns(List<FeatureColumn> ofCustomers, List<FeatureColumn> ofItems) {

    /** The last three are what towers give. */
    private static final List<String> NO_FEATURES =
            List.of(CUSTOMER_NUMBER, PRODUCT_CODE, PRODUCT_RATING, "embedding", "constant", "known");

    /**
     * @param ratings whose columns are customers' features, but for products'
     * @param catalogue whose columns are products' features; where there is none, those of the ratings behind the product
     *     code are, as training-etl writes them
     */
    static FeatureColumns of(StructType ratings, Optional<StructType> catalogue) {
        List<FeatureColumn> all = columns(ratings);
        List<String> names = Arrays.asList(ratings.fieldNames());
        List<FeatureColumn> items = new ArrayList<>(all);
        catalogue.ifPresentOrElse(
                schema -> items.retainAll(columns(schema)),
                () -> items.removeIf(column -> names.indexOf(column.name()) < names.indexOf(PRODUCT_CODE)));
        List<String> ofCatalogue =
                catalogue.map(schema -> Arrays.asList(schema.fieldNames())).orElse(List.of());
        List<FeatureColumn> customers = new ArrayList<>(all);
        customers.removeAll(items);
        customers.removeIf(column -> ofCatalogue.contains(column.name()));
        return new FeatureColumns(List.copyOf(customers), List.copyOf(items));
    }

    /** A column's value: text trimmed, numbers as doubles, times in seconds. */
    static Column value(FeatureColumn feature) {
        Column column = col(feature.name());
        return switch (feature.kind()) {
            case NUMBER -> column.cast("double").as(feature.name());
            case TIME -> column.cast("timestamp").cast("double").as(feature.name());
            case TEXT -> trim(column.cast("string")).as(feature.name());
        };
    }

    private static List<FeatureColumn> columns(StructType schema) {
        List<FeatureColumn> columns = new ArrayList<>();
        for (StructField field : schema.fields()) {
            if (!NO_FEATURES.contains(field.name())) {
                kind(field.dataType()).ifPresent(kind -> columns.add(new FeatureColumn(field.name(), kind)));
            }
        }
        return columns;
    }

    private static Optional<FeatureColumn.Kind> kind(DataType type) {
        if (type instanceof NumericType) {
            return Optional.of(FeatureColumn.Kind.NUMBER);
        }
        if (type instanceof DateType || type instanceof TimestampType || type instanceof TimestampNTZType) {
            return Optional.of(FeatureColumn.Kind.TIME);
        }
        return type instanceof StringType || type instanceof BooleanType
                ? Optional.of(FeatureColumn.Kind.TEXT)
                : Optional.empty();
    }
}
