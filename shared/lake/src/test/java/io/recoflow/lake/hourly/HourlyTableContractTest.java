package io.recoflow.lake.hourly;

import io.recoflow.lake.LakeSession;
import io.recoflow.testkit.TableWriterContract;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.io.TempDir;

final class HourlyTableContractTest extends TableWriterContract {

    private static final SparkSession SESSION = LakeSession.session();
    private static final Timestamp EIGHT = Timestamp.from(Instant.parse("2026-11-20T08:00:00Z"));

    private final HourlyTable table;

    HourlyTableContractTest(@TempDir Path folder) {
        table = new HourlyTable(SESSION, folder.toUri().toString(), "at", List.of("key"));
    }

    @Override
    protected void write(List<KeyedRow> rows, int writer, long batch) {
        List<Row> found = rows.stream()
                .map(row -> RowFactory.create(row.key(), row.text(), EIGHT))
                .toList();
        table.append(
                SESSION.createDataFrame(found, StructType.fromDDL("key STRING, text STRING, at TIMESTAMP")),
                new BatchId("writer-" + writer, batch));
    }

    @Override
    protected List<KeyedRow> stored() {
        return table.read().select("key", "text").collectAsList().stream()
                .map(row -> new KeyedRow(row.getString(0), row.getString(1)))
                .toList();
    }
}
