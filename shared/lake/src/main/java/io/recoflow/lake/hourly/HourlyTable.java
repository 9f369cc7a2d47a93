package io.recoflow.lake.hourly;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.delta.tables.DeltaTable;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.functions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A Delta table that a stream appends to, partitioned by year, month, day and hour (UTC) of a time column.
 *
 * <p>By its key a row is stored once, whichever batch brings it again, of whichever writer, also at the same moment. For
 * that the key's rows must always have the same time. Of rows without a key, a batch is appended at most once.
 *
 * <p>Several threads may append, if each brings rows with other keys, and one of them compacts. The session needs Delta's
 * extension and catalog, see {@link #SESSION}.
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
            // Deleted rows must leave their files: a list of them beside the file leaves them to every reader of
            // Parquet.
            "spark.databricks.delta.delete.deletionVectors.persistent",
            "false",
            // To look for files to delete must not take the cores of who answers.
            "spark.sql.sources.parallelPartitionDiscovery.parallelism",
            "2",
            // For how long deleted files are kept is for the job to say.
            "spark.databricks.delta.retentionDurationCheck.enabled",
            "false",
            // By name, so that the settings can be read where Delta is not there.
            "spark.delta.logStore.s3a.impl",
            "io.recoflow.lake.hourly.ConditionalPutLogStore");

    /** Rows of an hour that come after this time are compacted when the next one is, or by the next run. */
    private static final Duration GRACE = Duration.ofMinutes(5);

    /** A batch of many hours, as after a long outage, must not be followed by hours of compaction. */
    private static final int MOST_HOURS_AT_ONCE = 12;

    private static final Duration APPEND_LIMIT = Duration.ofMinutes(1);

    /** Longer, because who appends is quicker and comes again and again. */
    private static final Duration DELETE_LIMIT = Duration.ofMinutes(10);

    /** How far a new run looks back for hours that were not compacted. */
    private static final Duration LOOK_BACK = Duration.ofDays(2);

    private static final Logger LOG = LoggerFactory.getLogger(HourlyTable.class);

    private final SparkSession session;
    private final TableCommits commits;
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
        this.commits = new TableCommits(location);
        this.timeColumn = timeColumn;
        this.key = List.copyOf(key);
    }

    public String location() {
        return location;
    }

    /** Whether something was appended yet. */
    public boolean exists() {
        // Of Delta 4.2.0, isDeltaTable goes on saying no to who asked while another process was making the table.
        return version() >= 0;
    }

    /** All rows. */
    public Dataset<Row> read() {
        return session.read().format("delta").load(location);
    }

    /** Of its newest commit, whoever made it; -1 where there is none. */
    public long version() {
        return DeltaLog.forTable(session, location)
                .update(false, Option.empty(), Option.empty())
                .version();
    }

    /** All rows as a commit left them. */
    public Dataset<Row> read(long version) {
        return session.read().format("delta").option("versionAsOf", version).load(location);
    }

    /**
     * Those rows that are not there yet.
     *
     * @param rows with the key's columns and the times
     */
    public Dataset<Row> unknown(Dataset<Row> rows) {
        BatchRows found = BatchRows.of(rows, timeColumn, key);
        return found.isEmpty() ? rows : unknown(rows, found);
    }

    /**
     * Appends the rows that are not there yet. What has a key is stored whatever its batch is called; rows without one
     * only where the batch is above its writer's last, so that none is stored twice. A batch without rows leaves the table
     * as it is. Where others commit at the same moment, it is done again for a minute.
     *
     * @param rows computed several times: cached rows are better. What comes in one partition is written by one task
     * @throws io.recoflow.runtime.failure.JobException with exit code 6 where others always came first
     */
    public Appended append(Dataset<Row> rows, BatchId batch) {
        BatchRows found = BatchRows.of(rows, timeColumn, key);
        if (found.isEmpty()) {
            return Appended.NEW;
        }
        Appended appended = lookUp(batch);
        if (appended == Appended.NEW || appended == Appended.FIRST_OF_ITS_WRITER) {
            // Done again where its commit was taken for another's, Delta finds the batch.
            commits.retried(APPEND_LIMIT, () -> write(fresh(rows, found), batchOptions(batch)));
        } else if (!key.isEmpty()) {
            commits.retried(APPEND_LIMIT, () -> {
                Dataset<Row> fresh = fresh(rows, found);
                if (!fresh.isEmpty()) {
                    write(fresh, Map.of());
                }
            });
        }
        scattered.addAll(found.hours());
        return appended;
    }

    private Appended lookUp(BatchId batch) {
        Snapshot table = DeltaLog.forTable(session, location).update(false, Option.empty(), Option.empty());
        var last = CollectionConverters.asJava(table.transactions());
        Object known = last.get(batch.writer());
        if (known == null && batch.number() > 0) {
            // Above its last, or repeating it: any other has begun anew.
            known = batch.formerWriter()
                    .map(last::get)
                    .filter(number -> (Long) number <= batch.number())
                    .orElse(null);
        }
        if (known == null) {
            return key.isEmpty() && !last.isEmpty() ? Appended.FIRST_OF_ITS_WRITER : Appended.NEW;
        }
        int order = Long.compare((Long) known, batch.number());
        return order < 0 ? Appended.NEW : order == 0 ? Appended.REPEATED : Appended.SET_BACK;
    }

    private static Map<String, String> batchOptions(BatchId batch) {
        return Map.of("txnAppId", batch.writer(), "txnVersion", String.valueOf(batch.number()));
    }

    private Dataset<Row> fresh(Dataset<Row> rows, BatchRows found) {
        Dataset<Row> fresh = key.isEmpty() ? rows : unknown(onceEach(rows, found), found);
        return inFilesByHour(Hour.addTo(fresh, timeColumn), rows.rdd().getNumPartitions());
    }

    private void write(Dataset<Row> rows, Map<String, String> batchOptions) {
        rows.write()
                .format("delta")
                .mode(SaveMode.Append)
                .partitionBy(Hour.COLUMNS.toArray(String[]::new))
                .option("mergeSchema", "true")
                // Of a new table: only the times find files, and those of other columns cost as much as writing them.
                .option("delta.dataSkippingStatsColumns", timeColumn)
                .options(batchOptions)
                .save(location);
    }

    /** Comparing whole rows is worth its while only where some come twice, which is after a failure. */
    private Dataset<Row> onceEach(Dataset<Row> rows, BatchRows found) {
        return found.eachOnce() ? rows : rows.dropDuplicates(key.toArray(String[]::new));
    }

    /**
     * Deletes rows. Where others commit at the same moment, it is done again for ten minutes.
     *
     * @param rows the key's columns of those rows, and their times
     * @throws io.recoflow.runtime.failure.JobException with exit code 6 where others always came first
     */
    public void delete(Dataset<Row> rows) {
        BatchRows found = BatchRows.of(rows, timeColumn, key);
        if (found.isEmpty()) {
            return;
        }
        // Only who commits to the same hours is in the way.
        Column same = key.stream()
                .map(column -> col("stored." + column).equalTo(col("deleted." + column)))
                .reduce(found.mayHold("stored.", timeColumn), Column::and);
        commits.retried(DELETE_LIMIT, () -> DeltaTable.forPath(session, location)
                .as("stored")
                .merge(rows.as("deleted"), same)
                .whenMatched()
                .delete()
                .execute());
    }

    /**
     * Deletes the rows that a condition holds of, from wherever they lie, and says how many they were. Where others commit
     * at the same moment, it is done again for ten minutes. Files that held them stay until {@link #vacuum}.
     *
     * @throws io.recoflow.runtime.failure.JobException with exit code 6 where others always came first
     */
    public long delete(Column condition) {
        if (!exists()) {
            return 0;
        }
        AtomicLong deleted = new AtomicLong();
        commits.retried(DELETE_LIMIT, () -> {
            long found = read().where(condition).count();
            // Done again where its commit was taken for another's, it finds none.
            deleted.accumulateAndGet(found, Math::max);
            if (found > 0) {
                DeltaTable.forPath(session, location).delete(condition);
            }
        });
        return deleted.get();
    }

    /**
     * Deletes the hours that ended before a time; their files are not read. Where others commit at the same moment, it is
     * done again for ten minutes.
     *
     * @throws io.recoflow.runtime.failure.JobException with exit code 6 where others always came first
     */
    public void deleteHoursBefore(Instant time) {
        if (!exists()) {
            return;
        }
        Column old = Hour.code("").lt(lit(Hour.of(time).code()));
        commits.retried(
                DELETE_LIMIT, () -> DeltaTable.forPath(session, location).delete(old));
    }

    /**
     * Deletes files that have not been the table's for some time, also those that a writer left which died. Whoever still
     * reads an older version of the table, or writes a file for longer than that, fails.
     */
    public void vacuum(Duration age) {
        if (exists()) {
            DeltaTable.forPath(session, location).vacuum(age.toMillis() / 3_600_000.0);
        }
    }

    /**
     * Makes the files of closed hours large: rewrites those that are small, and leaves the rows as they are. Does
     * nothing where there is nothing to do. What is left over, because there are many hours or because another changed
     * one, is done the next time.
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
                .limit(MOST_HOURS_AT_ONCE)
                .toList();
        closed.forEach(this::compact);
    }

    private void compact(Hour hour) {
        try {
            DeltaTable.forPath(session, location)
                    .optimize()
                    .where(hour.condition())
                    .executeCompaction();
            scattered.remove(hour);
        } catch (RuntimeException e) {
            if (!TableCommits.isConflict(e)) {
                throw e;
            }
            LOG.info("Compacting {} of {} the next time: {}", hour, location, e.getMessage());
        }
    }

    /** A file an hour, not one for each of Spark's tasks; sorted as Delta's writer would otherwise do once more. */
    private Dataset<Row> inFilesByHour(Dataset<Row> rows, int partitions) {
        Column[] hour = Hour.COLUMNS.stream().map(functions::col).toArray(Column[]::new);
        Dataset<Row> together = partitions == 1 ? rows.coalesce(1) : rows.repartition(hour);
        return together.sortWithinPartitions(
                Stream.concat(Stream.of(hour), Stream.of(col(timeColumn))).toArray(Column[]::new));
    }

    /** Those rows that the table does not have; a row comes again with the time it had. */
    private Dataset<Row> unknown(Dataset<Row> rows, BatchRows found) {
        if (!exists()) {
            return rows;
        }
        Dataset<Row> known = read().where(found.mayHold("", timeColumn))
                .select(key.stream().map(functions::col).toArray(Column[]::new));
        return rows.join(known, CollectionConverters.asScala(key).toSeq(), "left_anti");
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
