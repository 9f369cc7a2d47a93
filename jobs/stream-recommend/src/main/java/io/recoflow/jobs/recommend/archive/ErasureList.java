package io.recoflow.jobs.recommend.archive;

import io.recoflow.lake.hourly.BatchId;
import io.recoflow.lake.hourly.HourlyTable;
import io.recoflow.shop.TableColumn;
import java.sql.Timestamp;
import java.util.List;
import java.util.UUID;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * The table {@value Erased#TABLE}: as long as the streams may hold what erased shoppers did, a query that reads it again
 * must not store it again.
 */
record ErasureList(SparkSession session, HourlyTable table) {

    private static final StructType COLUMNS = StructType.fromDDL(TableColumn.ddl(Erased.class));

    static ErasureList in(SparkSession session, String lake) {
        return new ErasureList(session, new HourlyTable(session, lake + "/" + Erased.TABLE, "erased_at", List.of()));
    }

    void add(List<Erased> erased) {
        List<Row> rows = erased.stream()
                .map(each ->
                        RowFactory.create(Timestamp.from(each.erasedAt()), each.customerNumber(), each.sessionId()))
                .toList();
        table.append(session.createDataFrame(rows, COLUMNS).coalesce(1), new BatchId("erase/" + UUID.randomUUID(), 0));
    }

    /** All that are on it now. */
    ErasedShoppers shoppers() {
        return new ErasedShoppers(
                table.exists()
                        ? table.read().select("erased_at", "customer_number", "session_id").collectAsList().stream()
                                .map(row -> new Erased(
                                        row.getTimestamp(0).toInstant(),
                                        row.isNullAt(1) ? null : row.getInt(1),
                                        row.getString(2)))
                                .toList()
                        : List.of());
    }
}
