package io.recoflow.lake.hourly;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.delta.tables.DeltaTable;
import io.recoflow.lake.LakeSession;
import io.recoflow.runtime.storage.Faults;
import io.recoflow.runtime.storage.FaultyFileSystem;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Others that commit to a table between what an append reads and what it commits. */
final class HourlyTableConflictsTest {

    private static final SparkSession SESSION = LakeSession.session();
    private static final Instant EIGHT = Instant.parse("2026-11-20T08:00:00Z");
    private static final StructType SCHEMA =
            new StructType().add("id", DataTypes.StringType).add("arrived_at", DataTypes.TimestampType);

    /** How often the rows of the batch were computed: first to look at them, then to write them. */
    private static final AtomicInteger COMPUTED = new AtomicInteger();

    private static volatile Runnable meanwhile = () -> {};

    private final Path folder;

    HourlyTableConflictsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void reset() {
        meanwhile = () -> {};
        FaultyFileSystem.reset();
    }

    /** What another process may do. */
    enum Other {
        OPTIMIZE("OPTIMIZE delta.`%s`"),
        ALTER("ALTER TABLE delta.`%s` SET TBLPROPERTIES ('delta.logRetentionDuration' = 'interval 40 days')"),
        DELETE("DELETE FROM delta.`%s` WHERE id = 'b'"),
        ANOTHER_WRITER("");

        private final String statement;

        Other(String statement) {
            this.statement = statement;
        }

        void act(HourlyTable table) {
            if (this == ANOTHER_WRITER) {
                table.append(data("d"), new BatchId("another", 0));
            } else {
                SESSION.sql(statement.formatted(table.location())).collect();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBatchIsStoredOnceWhateverAnotherCommitsMeanwhile(Other other) {
        HourlyTable table = table(folder.toUri().toString());
        table.append(data("a"), new BatchId("test", 0));
        table.append(data("b"), new BatchId("test", 1));

        meanwhile = () -> other.act(table);
        table.append(interrupted("c", "d"), new BatchId("test", 2));

        assertThat(ids(table))
                .containsExactly(Stream.of("a", "b", "c", "d")
                        .filter(id -> other != Other.DELETE || !id.equals("b"))
                        .toArray(String[]::new));
    }

    @Test
    void aTableThatAnotherWriterMakesMeanwhileIsAppendedTo() {
        HourlyTable table = table(folder.toUri().toString());
        meanwhile = () -> Other.ANOTHER_WRITER.act(table);

        table.append(interrupted("c", "d"), new BatchId("test", 0));

        assertThat(ids(table)).containsExactly("c", "d");
    }

    /** S3's client repeats a PUT that was not answered, and is told that the object is there. */
    @Test
    void aBatchIsStoredOnceWhereItsOwnCommitLooksLikeSomebodyElses() {
        HourlyTable table = table(
                FaultyFileSystem.path(FaultyFileSystem.OBJECT_STORE, folder).toString());
        table.append(data("a"), new BatchId("test", 0));
        Faults lost =
                Faults.lostAnswers(file -> file.matches("_delta_log/0*1.json")).as(FileAlreadyExistsException::new);

        FaultyFileSystem.set(lost);
        table.append(data("a", "b"), new BatchId("test", 1));
        table.append(data("c"), new BatchId("test", 2));

        assertThat(lost.failed()).isEqualTo(1);
        assertThat(ids(table)).containsExactly("a", "b", "c");
        assertThat(DeltaTable.forPath(SESSION, table.location()).history().count())
                .isEqualTo(3);
    }

    /** Done again, it finds none of them. */
    @Test
    void deletedRowsAreCountedWhereTheirOwnCommitLooksLikeSomebodyElses() {
        HourlyTable table = table(
                FaultyFileSystem.path(FaultyFileSystem.OBJECT_STORE, folder).toString());
        table.append(data("a", "b", "c"), new BatchId("test", 0));
        Faults lost =
                Faults.lostAnswers(file -> file.matches("_delta_log/0*1.json")).as(FileAlreadyExistsException::new);
        FaultyFileSystem.set(lost);

        long deleted = table.delete(col("id").notEqual("b"));

        assertThat(lost.failed()).isEqualTo(1);
        assertThat(ids(table)).containsExactly("b");
        assertThat(deleted).isEqualTo(2);
    }

    @Test
    void compactionThatLosesToAnotherLeavesTheHourForTheNextTime() {
        HourlyTable table = table(
                FaultyFileSystem.path(FaultyFileSystem.OBJECT_STORE, folder).toString());
        table.append(data("a"), new BatchId("test", 0));
        table.append(data("b"), new BatchId("test", 1));
        FaultyFileSystem.set(
                Faults.lostAnswers(file -> file.matches("_delta_log/0*2.json")).as(FileAlreadyExistsException::new));

        table.compactClosedHours(EIGHT.plusSeconds(7_200));
        table.compactClosedHours(EIGHT.plusSeconds(7_200));

        assertThat(table.read().inputFiles()).hasSize(1);
        assertThat(ids(table)).containsExactly("a", "b");
    }

    private static HourlyTable table(String location) {
        return new HourlyTable(SESSION, location, "arrived_at", List.of("id"));
    }

    private static Dataset<Row> data(String... ids) {
        return SESSION.createDataFrame(
                        Stream.of(ids)
                                .map(id -> RowFactory.create(id, Timestamp.from(EIGHT)))
                                .toList(),
                        SCHEMA)
                .coalesce(1);
    }

    /** Rows during whose writing, once, something else happens. */
    private static Dataset<Row> interrupted(String... ids) {
        COMPUTED.set(0);
        return data(ids).map((MapFunction<Row, Row>) HourlyTableConflictsTest::passed, Encoders.row(SCHEMA));
    }

    private static Row passed(Row row) {
        if (row.getString(0).equals("c") && COMPUTED.incrementAndGet() == 2) {
            CompletableFuture.runAsync(meanwhile).join();
        }
        return row;
    }

    private static List<String> ids(HourlyTable table) {
        return table.read().select("id").collectAsList().stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
    }
}
