package io.recoflow.jobs.recommend;

import io.delta.tables.DeltaTable;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a job has archived, as Spark reads it. */
record ArchivedTables(String lake) {

    boolean exists(String name) {
        return DeltaTable.isDeltaTable(TestSession.session(), lake + "/" + name);
    }

    Dataset<Row> table(String name) {
        return TestSession.session().read().format("delta").load(lake + "/" + name);
    }

    /** Rows; 0 where there is no table. */
    long rows(String name) {
        return exists(name) ? table(name).count() : 0;
    }

    long recommendations() {
        return rows("recommendations");
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
