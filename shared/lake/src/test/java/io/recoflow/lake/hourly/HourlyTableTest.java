package io.recoflow.lake.hourly;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.lake.LakeSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HourlyTableTest {

    private static final SparkSession SESSION = LakeSession.session();
    private static final Instant EIGHT = Instant.parse("2026-11-20T08:00:00Z");
    private static final StructType SCHEMA = new StructType()
            .add("id", DataTypes.StringType)
            .add("arrived_at", DataTypes.TimestampType)
            .add("batch", DataTypes.LongType);

    private final Path folder;
    private final HourlyTable table;

    HourlyTableTest(@TempDir Path folder) {
        this.folder = folder;
        this.table = new HourlyTable(SESSION, folder.toUri().toString(), "arrived_at", List.of("id"));
    }

    @Test
    void rowsLieInTheHourOfTheirTime() throws IOException {
        append(0, row("a", EIGHT), row("b", EIGHT.plusSeconds(3_600)), row("c", EIGHT.minusMillis(1)));

        assertThat(table.read()
                        .orderBy("id")
                        .select("id", "year", "month", "day", "hour")
                        .collectAsList())
                .containsExactly(
                        RowFactory.create("a", 2026, 11, 20, 8),
                        RowFactory.create("b", 2026, 11, 20, 9),
                        RowFactory.create("c", 2026, 11, 20, 7));
        assertThat(dataFiles()).allMatch(file -> file.matches("year=2026/month=11/day=20/hour=[789]/part-.*"));
    }

    @Test
    void aTableThatAnotherProcessMakesIsSeenByWhoAskedForItMeanwhile() throws IOException {
        Path elsewhere = folder.resolve("elsewhere");
        Path log = Files.createDirectories(folder.resolve("asked/_delta_log"));
        HourlyTable asking =
                new HourlyTable(SESSION, folder.resolve("asked").toUri().toString(), "arrived_at", List.of("id"));
        assertThat(asking.exists()).isFalse();
        new HourlyTable(SESSION, elsewhere.toUri().toString(), "arrived_at", List.of("id"))
                .append(data(0, row("a", EIGHT)), new BatchId("another", 0));

        Files.delete(log);
        Files.delete(log.getParent());
        Files.move(elsewhere, log.getParent());

        assertThat(asking.exists()).isTrue();
        assertThat(asking.read().count()).isOne();
        assertThat(asking.delete(functions.col("id").equalTo("a"))).isOne();
        asking.deleteHoursBefore(EIGHT);
    }

    @Test
    void aRowThatComesAgainIsStoredOnceWhicheverBatchBringsIt() {
        append(0, row("a", EIGHT), row("a", EIGHT), row("b", EIGHT.plusSeconds(10)));
        append(1, row("b", EIGHT.plusSeconds(10)), row("c", EIGHT.plusSeconds(7_200)), row("a", EIGHT));
        new HourlyTable(SESSION, table.location(), "arrived_at", List.of("id"))
                .append(data(0, row("c", EIGHT.plusSeconds(7_200)), row("d", EIGHT)), new BatchId("another", 0));

        assertThat(ids()).containsExactly("a", "b", "c", "d");
        assertThat(table.read().where("id = 'b'").head().<Long>getAs("batch")).isZero();
    }

    @Test
    void rowsWhoseTimesLieFarApartAreStoredOnce() {
        Row first = row("a", Instant.EPOCH);
        Row old = row("b", EIGHT.minus(Duration.ofDays(80)));
        append(0, first, row("c", EIGHT));
        append(1, row("c", EIGHT), old, first, row("d", Instant.parse("9999-12-31T23:59:59Z")));

        assertThat(ids()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void whatABatchBringsUnderANumberThatIsNotAboveTheLastIsNotSkipped() {
        append(7, row("a", EIGHT));
        append(3, row("a", EIGHT), row("b", EIGHT));
        append(7, row("b", EIGHT), row("c", EIGHT));
        append(8, row("d", EIGHT));

        assertThat(ids()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void theLogHasStatisticsOfTheTimesOnly() {
        append(0, row("a", EIGHT));

        Dataset<Row> log = SESSION.read().json(table.location() + "/_delta_log/*.json");
        assertThat(log.where("add IS NOT NULL").select("add.stats").head().getString(0))
                .contains("\"minValues\":{\"arrived_at\":")
                .doesNotContain("\"id\"", "\"batch\"");
    }

    @Test
    void aBatchWithoutRowsLeavesTheTableAsItIs() {
        append(0);

        assertThat(table.exists()).isFalse();
    }

    @Test
    void closedHoursAreCompactedAndOpenOnesAreNot() throws IOException {
        for (int batch = 0; batch < 6; batch++) {
            append(
                    batch,
                    row("early" + batch, EIGHT.plusSeconds(batch)),
                    row("late" + batch, EIGHT.plusSeconds(3_600 + batch)));
        }

        table.compactClosedHours(EIGHT.plusSeconds(3_600 + 301));

        assertThat(files("hour=8")).isEqualTo(1);
        assertThat(files("hour=9")).isEqualTo(6);
        assertThat(ids()).hasSize(12);
        append(5, row("early5", EIGHT.plusSeconds(5)));
        append(6, row("early5", EIGHT.plusSeconds(5)));
        assertThat(ids()).hasSize(12);
    }

    @Test
    void anotherRunCompactsWhatWasLeft() {
        Instant hour = Instant.now().minusSeconds(7_200);
        IntStream.range(0, 3).forEach(batch -> append(batch, row("r" + batch, hour)));

        new HourlyTable(SESSION, table.location(), "arrived_at", List.of("id")).compactClosedHours(Instant.now());

        assertThat(files("hour=")).isEqualTo(1);
    }

    @Test
    void rowsAreDeletedByTheirKey() {
        append(0, row("a", EIGHT), row("b", EIGHT), row("c", EIGHT));

        table.delete(data(0, row("a", EIGHT), row("c", EIGHT), row("z", EIGHT)).select("id", "arrived_at"));

        assertThat(ids()).containsExactly("b");
    }

    @Test
    void deletedRowsAndHoursAreGoneFromTheDiskWhenTheirFilesAreOldEnough() throws IOException {
        append(
                0,
                row("a", EIGHT),
                row("b", EIGHT),
                row("c", EIGHT.plusSeconds(3_600)),
                row("d", EIGHT.plusSeconds(7_200)));
        // Also where the table would only list rows as deleted.
        SESSION.sql("ALTER TABLE delta.`" + table.location()
                + "` SET TBLPROPERTIES ('delta.enableDeletionVectors' = 'true')");

        assertThat(table.delete(functions.col("id").equalTo("a"))).isEqualTo(1);
        assertThat(table.delete(functions.col("id").equalTo("a"))).isZero();
        table.deleteHoursBefore(EIGHT.plusSeconds(3_600 + 3_599));
        assertThat(ids()).containsExactly("c", "d");
        table.vacuum(Duration.ofHours(1));
        assertThat(dataFiles()).hasSize(4);

        table.deleteHoursBefore(EIGHT.plusSeconds(7_200));
        table.vacuum(Duration.ZERO);

        assertThat(ids()).containsExactly("d");
        assertThat(dataFiles()).singleElement().asString().contains("hour=10");
    }

    private void append(long batch, Row... rows) {
        table.append(data(batch, rows), new BatchId("test", batch));
    }

    private static Dataset<Row> data(long batch, Row... rows) {
        return SESSION.createDataFrame(
                Stream.of(rows)
                        .map(row -> RowFactory.create(row.get(0), row.get(1), batch))
                        .toList(),
                SCHEMA);
    }

    private static Row row(String id, Instant time) {
        return RowFactory.create(id, Timestamp.from(time));
    }

    private List<String> ids() {
        return table.read().select("id").collectAsList().stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
    }

    /** Live files, by the table's log. */
    private long files(String partition) {
        return Stream.of(table.read().inputFiles())
                .filter(file -> file.contains(partition))
                .count();
    }

    private List<String> dataFiles() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".parquet")
                            && !file.toString().contains("_delta_log"))
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        }
    }
}
