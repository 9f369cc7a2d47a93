package io.recoflow.aws;

import static io.recoflow.aws.Templates.CATALOG;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CatalogTest {

    private static final Collection<JsonNode> TABLES = CATALOG.resourcesOfType("AWS::Glue::Table").values().stream()
            .map(table -> table.at("/Properties/TableInput"))
            .toList();

    @Test
    void theLakesTablesAreRegistered() {
        assertThat(TABLES)
                .extracting(CatalogTest::name)
                .containsExactlyInAnyOrder(
                        "ratings_ml_training", "recommendations", "activity_rejected", "activity_counts");
    }

    @Test
    void deltaTablesAreFoundByAthenaAndBySpark() {
        List<JsonNode> delta = TABLES.stream()
                .filter(table -> !name(table).equals("ratings_ml_training"))
                .toList();

        assertThat(delta).hasSize(3).allSatisfy(table -> {
            JsonNode storage = table.at("/StorageDescriptor");
            assertThat(table.at("/Parameters/spark.sql.sources.provider").asText())
                    .isEqualTo("delta");
            assertThat(table.at("/Parameters/table_type").asText()).isEqualTo("DELTA");
            assertThat(storage.at("/Location/Fn::Sub/0").asText())
                    .isEqualTo("s3://${Lake}/training/" + name(table) + "/");
            assertThat(storage.at("/SerdeInfo/Parameters/path").toString())
                    .isEqualTo(storage.at("/Location").toString());
            assertThat(table.has("PartitionKeys")).isFalse();
        });
    }

    @Test
    void theTrainingTableHasNoCustomersBeforeTheFirstSnapshot() {
        JsonNode table = TABLES.stream()
                .filter(each -> name(each).equals("ratings_ml_training"))
                .findFirst()
                .orElseThrow();

        assertThat(table.at("/PartitionKeys/0/Name").asText()).isEqualTo("customernumber");
        assertThat(table.at("/Parameters/projection.enabled").asText()).isEqualTo("true");
        assertThat(table.at("/Parameters/projection.customernumber.range").asText())
                .isEqualTo("0,0");
        assertThat(table.at("/Parameters/storage.location.template/Fn::Sub/0").asText())
                .isEqualTo(table.at("/StorageDescriptor/Location/Fn::Sub/0").asText()
                        + "customerNumber=${!customernumber}/");
    }

    private static String name(JsonNode table) {
        return table.at("/Name").asText();
    }
}
