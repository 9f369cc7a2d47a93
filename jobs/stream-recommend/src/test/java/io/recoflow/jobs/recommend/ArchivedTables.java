package io.recoflow.jobs.recommend;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.jobs.recommend.archive.ArchiveTables;
import io.recoflow.jobs.recommend.archive.TableMaintenance;
import io.recoflow.lake.hourly.HourlyTable;
import io.recoflow.testkit.DuckDb;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.awaitility.Awaitility;

/** What a job has archived, as Spark reads it. */
record ArchivedTables(String lake) {

    static final String GONE = "gone";

    private static final Duration LIMIT = Duration.ofSeconds(90);

    /** What a job does every six hours. */
    static void maintain(String lake, TableMaintenance.Retention retention) {
        try (TableMaintenance maintenance = new TableMaintenance(
                TestSession.session(),
                ArchiveTables.in(TestSession.session(), lake, line -> {}),
                retention,
                Clock.systemUTC(),
                line -> {
                    throw new AssertionError(line);
                })) {
            maintenance.run();
        }
    }

    /** What another process may do to a table; tried again where the job commits first. */
    static void execute(String statement) {
        Awaitility.await()
                .atMost(LIMIT)
                .ignoreExceptions()
                .until(() -> TestSession.session().sql(statement).collectAsList() != null);
    }

    /** Adds a recommendation with the event's id {@link #GONE}, as another process may. */
    void addRowThatMustGo() {
        Dataset<Row> gone = table("recommendations")
                .limit(1)
                .withColumn("event_id", lit(GONE))
                .withColumn("sequence_number", lit(GONE + System.nanoTime()));
        // Collected: what is written must not read the table, or it loses to the others.
        TestSession.session()
                .createDataFrame(gone.collectAsList(), gone.schema())
                .write()
                .format("delta")
                .mode("append")
                .save(lake + "/recommendations");
    }

    boolean exists(String name) {
        return new HourlyTable(TestSession.session(), lake + "/" + name, "arrived_at", List.of()).exists();
    }

    Dataset<Row> table(String name) {
        return TestSession.session().read().format("delta").load(lake + "/" + name);
    }

    /** All files of a table's hours for DuckDB, also those that its log does not name. */
    String files(String name) {
        return DuckDb.filesBelow(Path.of(URI.create(lake + "/" + name + "/year=*")));
    }

    /** Rows; 0 where there is no table. */
    long rows(String name) {
        return exists(name) ? table(name).count() : 0;
    }

    long recommendations() {
        return rows("recommendations");
    }

    /** Whether there are so many answers, of as many events. */
    void assertDistinct(long events) {
        assertThat(recommendations()).isEqualTo(events);
        assertThat(table("recommendations").select("event_id").distinct().count())
                .isEqualTo(events);
    }

    /** Rejected records by reason. */
    Map<String, Long> rejected() {
        return exists("activity_rejected")
                ? table("activity_rejected").groupBy("reason").count().collectAsList().stream()
                        .collect(Collectors.toMap(row -> row.getString(0), row -> row.getLong(1)))
                : Map.of();
    }

    /** Records by what became of them at the first look. */
    Map<String, Long> counts() {
        return exists("activity_counts")
                ? table("activity_counts").groupBy("outcome").agg(Map.of("events", "sum")).collectAsList().stream()
                        .collect(Collectors.toMap(row -> row.getString(0), row -> row.getLong(1)))
                : Map.of();
    }

    /** All records that were counted. */
    long counted() {
        return counts().values().stream().mapToLong(Long::longValue).sum();
    }
}
