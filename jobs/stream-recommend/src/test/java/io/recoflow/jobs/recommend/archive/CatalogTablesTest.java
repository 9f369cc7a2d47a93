package io.recoflow.jobs.recommend.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.aws.template.Template;
import io.recoflow.jobs.recommend.TestSession;
import io.recoflow.kinesis.source.KinesisScan;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** The tables that the Data Catalog registers once have the columns that the job writes. */
final class CatalogTablesTest {

    private static final Template CATALOG =
            Template.read(Path.of(System.getProperty("recoflow.home")).resolve("shared/aws/catalog.yaml"));

    private final Dataset<Row> nothing = TestSession.session().createDataFrame(List.<Row>of(), KinesisScan.columns());

    @Test
    void recommendations() {
        assertThat(registered("Recommendations"))
                .containsExactlyElementsOf(
                        written(RecommendationColumns.recommendations(RecommendationColumns.parsed(nothing))));
    }

    @Test
    void rejectedActivityAndWhatIsNoRecommendation() {
        assertThat(registered("ActivityRejected"))
                .containsExactlyElementsOf(written(ActivityOutcomes.rejected(ActivityOutcomes.of(nothing))))
                .containsExactlyInAnyOrderElementsOf(
                        written(RecommendationColumns.foreign(RecommendationColumns.parsed(nothing))));
    }

    @Test
    void counts() {
        assertThat(registered("ActivityCounts"))
                .containsExactlyElementsOf(written(ActivityOutcomes.counts(ActivityOutcomes.of(nothing))));
    }

    private static List<String> registered(String id) {
        JsonNode columns = Objects.requireNonNull(CATALOG.resources().get(id), id)
                .at("/Properties/TableInput/StorageDescriptor/Columns");
        return StreamSupport.stream(columns.spliterator(), false)
                .map(column ->
                        column.path("Name").asText() + " " + column.path("Type").asText())
                .toList();
    }

    /** With the hour, which the table adds. */
    private static List<String> written(Dataset<Row> rows) {
        return Stream.concat(
                        Arrays.stream(rows.schema().fields())
                                .map(field ->
                                        field.name() + " " + field.dataType().catalogString()),
                        Stream.of("year int", "month int", "day int", "hour int"))
                .toList();
    }
}
