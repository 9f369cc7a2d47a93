package io.recoflow.jobs.recommend.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.jobs.recommend.TestSession;
import io.recoflow.kinesis.source.KinesisScan;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** The tables that the Data Catalog registers once have the columns that the job writes. */
final class CatalogTablesTest {

    private final Dataset<Row> nothing = TestSession.session().createDataFrame(List.<Row>of(), KinesisScan.columns());

    @Test
    void recommendations() {
        assertThat(registered("recommendations"))
                .containsExactlyElementsOf(
                        written(RecommendationColumns.recommendations(RecommendationColumns.parsed(nothing))));
    }

    @Test
    void rejectedActivityAndWhatIsNoRecommendation() {
        assertThat(registered("activity_rejected"))
                .containsExactlyElementsOf(written(ActivityOutcomes.rejected(ActivityOutcomes.of(nothing))))
                .containsExactlyInAnyOrderElementsOf(
                        written(RecommendationColumns.foreign(RecommendationColumns.parsed(nothing))));
    }

    @Test
    void counts() {
        assertThat(registered("activity_counts"))
                .containsExactlyElementsOf(written(ActivityOutcomes.counts(ActivityOutcomes.of(nothing))));
    }

    private static List<String> registered(String name) {
        return ArchiveTables.CATALOG.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow()
                .columns();
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
