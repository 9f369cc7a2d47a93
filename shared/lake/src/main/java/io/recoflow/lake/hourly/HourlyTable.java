package io.recoflow.lake.hourly;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;

import io.delta.tables.DeltaTable;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * A Delta table that a stream appends to, partitioned by year, month, day and hour (UTC) of a time column.
 *
 * <p>A batch is appended at most once, and by its key a row is, too: also where another batch, of another writer even,
 * brings it again. For that the key's rows must always have the same time. Two writers that bring the same row at the
 * same moment are not kept apart: a table has one writer at a time.
 *
 * <p>Several threads may append, if each brings rows with other keys, and one of them compacts. The session needs Delta's extension and catalog, see {@link #SESSION}.
 */
public final class HourlyTable {

    /** What a session needs for Delta; and that a small commit does not pay for the tasks of a large one. */
    public static final Map<String, String> SESSION = Map.of(
            "spark.sql.extensions",
            "io.delta.sql.DeltaSparkSessionExtension",
            "spark.sql.catalog.spark_catalog",
            "org.apache.spark.sql.delta.catalog.DeltaCatalog",
            "spark.databricks.delta.snapshotPartitions",
            "2",
            // By name, so that the settings can be read where Delta is not there.
            "spark.delta.logStore.s3a.impl",
            "io.recoflow.lake.hourly.ConditionalPutLogStore");

    /** Rows of an hour that come after this time are compacted when the next one is, or by the next run. */
    private static final Duration GRACE = Duration.ofMinutes(5);

    /** How far a new run looks back for hours that were not compacted. */
    private static final Duration LOOK_BACK = Duration.ofDays(2);

    private final SparkSession session;
    private final String location;
    private final String timeColumn;
    private final List<String> key;

    /** Hours with more than one file, as far as is known. */
    private final Set<Hour> scattered = ConcurrentHashMap.newKeySet();

    private volatile boolean lookedBack;

    /**
     * @param location a folder on any Hadoop file system; becomes a table with the first batch
     * @param timeColumn a timestamp that no row is without
     * @param key the columns that tell a row from all others; none where rows have no identity
     */
    public HourlyTable(SparkSession session, String location, String timeColumn, List<String> key) {
        this.session = session;
        this.location = location;
        this.timeColumn = timeColumn;
        this.key = List.copyOf(key);
    }

    public String location() {
        return location;
    }

    /** Whether something was appended yet. */
    public boolean exists() {
        return DeltaTable.isDeltaTable(session, location);
    }

    /** All rows. */
    public Dataset<Row> read() {
        return session.read().format("delta").load(location);
    }

    /**
     * Appends the rows that are not there yet, unless the batch was appended before. A batch without rows leaves the
     * table as it is.
     *
     * @param rows computed several times: cached rows are better. What comes in one partition is written by one task
     */
    public void append(Dataset<Row> rows, BatchId batch) {
        Row facts = rows.agg(min(col(timeColumn)), max(col(timeColumn)), count(lit(1)), keys())
                .head();
        if (facts.isNullAt(0)) {
            return;
        }
        Dataset<Row> fresh = Hour.addTo(key.isEmpty() ? rows : unknown(onceEach(rows, facts), facts), timeColumn);
        inFilesByHour(fresh, rows.rdd().getNumPartitions())
                .write()
                .format("delta")
                .mode(SaveMode.Append)
                .partitionBy(Hour.COLUMNS.toArray(String[]::new))
                .option("mergeSchema", "true")
                // Of a new table: only the times find files, and those of other columns cost as much as writing them.
                .option("delta.dataSkippingStatsColumns", timeColumn)
                .option("txnAppId", batch.writer())
                .option("txnVersion", batch.number())
                .save(location);
        scattered.addAll(hours(facts));
    }

    /** How many different keys there are. */
    private Column keys() {
        return key.isEmpty()
                ? lit(0L)
                : countDistinct(struct(key.stream().map(functions::col).toArray(Column[]::new)));
    }

    /** Comparing whole rows is worth its while only where some come twice, which is after a failure. */
    private Dataset<Row> onceEach(Dataset<Row> rows, Row facts) {
        return facts.getLong(2) == facts.getLong(3) ? rows : rows.dropDuplicates(key.toArray(String[]::new));
    }

    /**
     * Deletes rows.
     *
     * @param keys the key's columns of those rows
     */
    public void delete(Dataset<Row> keys) {
        Column same = key.stream()
                .map(column -> col("stored." + column).equalTo(col("deleted." + column)))
                .reduce(lit(true), Column::and);
        DeltaTable.forPath(session, location)
                .as("stored")
                .merge(keys.as("deleted"), same)
                .whenMatched()
                .delete()
                .execute();
    }

    /**
     * Makes the files of closed hours large: rewrites those that are small, and leaves the rows as they are. Does
     * nothing where there is nothing to do.
     *
     * @param now an hour is closed when it ended five minutes ago
     */
    public void compactClosedHours(Instant now) {
        if (!exists()) {
            return;
        }
        if (!lookedBack) {
            scattered.addAll(scatteredSince(now.minus(LOOK_BACK)));
            lookedBack = true;
        }
        List<Hour> closed = scattered.stream()
                .filter(hour -> hour.end().plus(GRACE).isBefore(now))
                .toList();
        for (Hour hour : closed) {
            DeltaTable.forPath(session, location)
                    .optimize()
                    .where(hour.condition())
                    .executeCompaction();
            scattered.remove(hour);
        }
    }

    /** A file an hour, not one for each of Spark's tasks; sorted as Delta's writer would otherwise do once more. */
    private Dataset<Row> inFilesByHour(Dataset<Row> rows, int partitions) {
        Column[] hour = Hour.COLUMNS.stream().map(functions::col).toArray(Column[]::new);
        Dataset<Row> together = partitions == 1 ? rows.coalesce(1) : rows.repartition(hour);
        return together.sortWithinPartitions(
                Stream.concat(Stream.of(hour), Stream.of(col(timeColumn))).toArray(Column[]::new));
    }

    /** Those rows that the table does not have. */
    private Dataset<Row> unknown(Dataset<Row> rows, Row times) {
        if (!exists()) {
            return rows;
        }
        // The hours prune folders, and the times files by their statistics: a row comes again with the time it had.
        Column where = hours(times).stream()
                .map(hour -> functions.expr("(" + hour.condition() + ")"))
                .reduce(lit(false), Column::or)
                .and(col(timeColumn).between(times.get(0), times.get(1)));
        Dataset<Row> known =
                read().where(where).select(key.stream().map(functions::col).toArray(Column[]::new));
        return rows.join(
                known, scala.jdk.javaapi.CollectionConverters.asScala(key).toSeq(), "left_anti");
    }

    /** The hours from the first time to the last, both included. */
    private static Set<Hour> hours(Row times) {
        Set<Hour> hours = new HashSet<>();
        Instant last = ((Timestamp) times.get(1)).toInstant();
        for (Instant time = ((Timestamp) times.get(0)).toInstant().truncatedTo(ChronoUnit.HOURS);
                !time.isAfter(last);
                time = time.plus(Duration.ofHours(1))) {
            var utc = time.atZone(ZoneOffset.UTC);
            hours.add(new Hour(utc.getYear(), utc.getMonthValue(), utc.getDayOfMonth(), utc.getHour()));
        }
        return hours;
    }

    private Set<Hour> scatteredSince(Instant time) {
        return read()
                .where(col(timeColumn).geq(lit(Timestamp.from(time))))
                .selectExpr("year", "month", "day", "hour", "_metadata.file_path AS file")
                .distinct()
                .groupBy("year", "month", "day", "hour")
                .count()
                .where("count > 1")
                .collectAsList()
                .stream()
                .map(Hour::of)
                .collect(Collectors.toSet());
    }
}
