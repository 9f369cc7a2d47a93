package io.recoflow.shop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What lies in lakes that are there: a name that changes here changes what jobs and people find. */
class LakeDatasetsTest {

    @Test
    void datasetsHaveTheFoldersThatLakesHave() {
        assertThat(LakeDatasets.TRAINING).isEqualTo("ratings_ml_training");
        assertThat(LakeDatasets.TRAINING_PARTITION).isEqualTo("customerNumber");
        assertThat(LakeDatasets.PRODUCTS).isEqualTo("products");
        assertThat(LakeDatasets.POPULAR_PRODUCTS).isEqualTo("popular_products");
        assertThat(LakeDatasets.REJECTED_RATINGS).isEqualTo("ratings_rejected");
    }

    @Test
    void columnsHaveTheNamesThatLakesHave() {
        assertThat(LakeDatasets.trainingColumns(LakeDatasets.CUSTOMER_FEATURES, LakeDatasets.PRODUCT_FEATURES))
                .containsExactly(
                        "city",
                        "state",
                        "postalCode",
                        "country",
                        "creditLimit",
                        "productCode",
                        "productLine",
                        "productScale",
                        "quantityInStock",
                        "buyPrice",
                        "MSRP",
                        "productRating");
        assertThat(LakeDatasets.productColumns(LakeDatasets.PRODUCT_FEATURES))
                .containsExactly("productCode", "productLine", "productScale", "quantityInStock", "buyPrice", "MSRP");
        assertThat(LakeDatasets.POPULAR_PRODUCTS_COLUMNS.toDDL())
                .isEqualTo("scope STRING,country STRING,rank INT,productCode STRING,quantityOrdered BIGINT,"
                        + "windowDays INT");
    }
}
