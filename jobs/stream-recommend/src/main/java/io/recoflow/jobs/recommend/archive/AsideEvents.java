package io.recoflow.jobs.recommend.archive;

import io.recoflow.lake.hourly.BatchId;
import io.recoflow.runtime.storage.FileStorage;
import io.recoflow.streaming.broker.RecordColumns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Events that nobody waited for any more, as {@link io.recoflow.jobs.recommend.stream.AsideWriter} put them aside. A file
 * goes when its events are in the table, and may come to it twice, or hold what was answered before: the table has each
 * event once.
 */
public final class AsideEvents {

    private static final String SUFFIX = ".json.gz";

    /** Of 8 MB each, before they were packed. */
    private static final int MOST_FILES = 8;

    private static final StructType COLUMNS = new StructType()
            .add(RecordColumns.DATA, DataTypes.BinaryType)
            .add(RecordColumns.STREAM_NAME, DataTypes.StringType)
            .add(RecordColumns.SHARD_ID, DataTypes.StringType)
            .add(RecordColumns.SEQUENCE_NUMBER, DataTypes.StringType)
            .add(RecordColumns.SUB_SEQUENCE_NUMBER, DataTypes.LongType)
            .add(RecordColumns.PARTITION_KEY, DataTypes.StringType)
            .add(RecordColumns.ARRIVED_AT, DataTypes.TimestampType);

    private final ArchiveTables tables;
    private final SparkSession session;
    private final Configuration configuration;
    private final String folder;

    /** @param folder in which they are put aside */
    public AsideEvents(ArchiveTables tables, SparkSession session, Configuration configuration, String folder) {
        this.tables = tables;
        this.session = session;
        this.configuration = configuration;
        this.folder = folder;
    }

    /**
     * Stores what is there, with answers.
     *
     * @param answering gives answers with the columns {@code partitionKey} and {@code data}
     * @throws IOException where storage fails; what is left is stored the next time
     */
    public void store(MapPartitionsFunction<Row, Row> answering, Encoder<Row> encoder) throws IOException {
        Path root = FileStorage.qualified(folder, configuration);
        FileStorage storage = FileStorage.of(root, configuration);
        List<Path> files = new ArrayList<>(storage.children(root).stream()
                .map(FileStatus::getPath)
                .filter(file -> file.getName().endsWith(SUFFIX))
                .toList());
        while (!files.isEmpty()) {
            List<Path> some = List.copyOf(files.subList(0, Math.min(MOST_FILES, files.size())));
            Dataset<Row> records = session.read()
                    .schema(COLUMNS)
                    .json(some.stream().map(Path::toString).toArray(String[]::new));
            tables.storeAnswers(
                    records.mapPartitions(answering, encoder), new BatchId("aside/" + UUID.randomUUID(), 0));
            for (Path file : some) {
                storage.delete(file);
            }
            files.removeAll(some);
        }
    }
}
