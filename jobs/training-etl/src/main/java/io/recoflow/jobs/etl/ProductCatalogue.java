package io.recoflow.jobs.etl;

import static io.recoflow.shop.SourceTables.PRODUCT_CODE;

import io.recoflow.shop.LakeDatasets;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Every product of the shop with its features, whether somebody rated it or not: what a trainer needs to embed all of
 * them. Row rules judge ratings and leave it alone.
 */
final class ProductCatalogue {

    private ProductCatalogue() {}

    /**
     * One row for each product code, by which they are sorted, in one partition. A product that is there several times
     * has the features that it has in the training rows.
     */
    static Dataset<Row> of(Dataset<Row> products, List<String> features) {
        return TrainingRows.productFeatures(products, features)
                .selectExpr(LakeDatasets.productColumns(features).stream()
                        .map(TrainingRows::quotedName)
                        .toArray(String[]::new))
                .repartition(1)
                .sortWithinPartitions(PRODUCT_CODE);
    }
}
