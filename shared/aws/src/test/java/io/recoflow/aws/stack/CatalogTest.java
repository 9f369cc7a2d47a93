package io.recoflow.aws.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.aws.check.DeployedValues;
import org.junit.jupiter.api.Test;

final class CatalogTest {

    private static final JsonNode TABLE = SharedTemplates.CATALOG
            .properties("AWS::Glue::Table", "Tableanswers")
            .path("TableInput");

    @Test
    void aTableThatAJobDeclaresIsFoundByAthenaAndBySpark() {
        DeployedValues values = new DeployedValues(SharedTemplates.CATALOG, DeployedValues.FOUNDATION);
        JsonNode storage = TABLE.path("StorageDescriptor");

        assertThat(TABLE.path("Name").asText()).isEqualTo("answers");
        assertThat(TABLE.at("/Parameters/spark.sql.sources.provider").asText()).isEqualTo("delta");
        assertThat(TABLE.at("/Parameters/table_type").asText()).isEqualTo("DELTA");
        assertThat(values.text(storage.path("Location"))).isEqualTo("s3://lakebucket/training/answers/");
        assertThat(storage.at("/SerdeInfo/Parameters/path")).isEqualTo(storage.path("Location"));
    }

    @Test
    void itsColumnsAreThoseThatTheJobDeclares() {
        assertThat(SharedTemplates.each(TABLE.at("/StorageDescriptor/Columns"))
                        .map(column -> column.path("Name").asText() + " "
                                + column.path("Type").asText()))
                .containsExactly("event_id string", "items array<struct<id:string,score:float>>");
    }
}
