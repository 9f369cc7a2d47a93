package io.recoflow.jobs.recommend.archive;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.current_timestamp;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.unix_millis;
import static org.apache.spark.sql.functions.when;

import io.recoflow.shop.TableColumn;
import io.recoflow.shop.activity.RejectedActivity;
import io.recoflow.shop.recommendation.Recommendation;
import io.recoflow.streaming.broker.RecordColumns;
import java.sql.Timestamp;
import java.time.Instant;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Rows of the table {@value Recommendation#TABLE}: what was published, by its fields. */
final class RecommendationColumns {

    static final String ARRIVED_AT = "arrived_at";
    static final String SHARD_ID = "shard_id";
    static final String SEQUENCE_NUMBER = "sequence_number";
    static final String SUB_SEQUENCE_NUMBER = "sub_sequence_number";

    private static final StructType PUBLISHED = StructType.fromDDL(TableColumn.ddl(Recommendation.class));

    private static final String ANSWER = "answer";

    /** Kinesis keeps records since then; a replay may answer those of any age. */
    private static final Timestamp FIRST_ARRIVAL = Timestamp.from(Instant.parse("2013-11-14T00:00:00Z"));

    /** Of an event and its answer, two shards tell the times. */
    private static final String CLOCKS_APART = "INTERVAL 1 HOUR";

    private static final String IMPOSSIBLE_TIME =
            "Its arrived_at is before Kinesis kept records, or after its own record arrived";

    private RecommendationColumns() {}

    /**
     * Records of the stream of recommendations, or what would have been published, with their fields beside them. Only
     * what is no recommendation keeps its bytes.
     */
    static Dataset<Row> parsed(Dataset<Row> records) {
        return withAnswer(records)
                .withColumn(RecordColumns.DATA, when(not(isRecommendation()), col(RecordColumns.DATA)));
    }

    static Dataset<Row> recommendations(Dataset<Row> parsed) {
        return fields(parsed.where(isRecommendation()));
    }

    /** Of answers that this job has just made. */
    static Dataset<Row> ofAnswers(Dataset<Row> answers) {
        return fields(withAnswer(answers));
    }

    private static Dataset<Row> withAnswer(Dataset<Row> records) {
        return records.withColumn(ANSWER, from_json(col(RecordColumns.DATA).cast("string"), PUBLISHED));
    }

    private static Dataset<Row> fields(Dataset<Row> answers) {
        return answers.select(ANSWER + ".*")
                .withColumn("latency_ms", unix_millis(col("recommended_at")).minus(unix_millis(col(ARRIVED_AT))));
    }

    /** Rows of the table {@value RejectedActivity#TABLE}. */
    static Dataset<Row> foreign(Dataset<Row> parsed) {
        return parsed.where(not(isRecommendation()))
                .select(
                        col(RecordColumns.STREAM_NAME).as("stream_name"),
                        col(RecordColumns.SHARD_ID).as(SHARD_ID),
                        col(RecordColumns.SEQUENCE_NUMBER).as(SEQUENCE_NUMBER),
                        col(RecordColumns.SUB_SEQUENCE_NUMBER).as(SUB_SEQUENCE_NUMBER),
                        col(RecordColumns.PARTITION_KEY).as("partition_key"),
                        col(RecordColumns.ARRIVED_AT).as(ARRIVED_AT),
                        lit(RejectedActivity.NOT_A_RECOMMENDATION).as("reason"),
                        when(isWhole(), lit(IMPOSSIBLE_TIME))
                                .otherwise(lit("It is not the JSON of a recommendation"))
                                .as("message"),
                        current_timestamp().as("rejected_at"),
                        col(RecordColumns.DATA));
    }

    /** A time that cannot be would make an hour of its own in the table, for every such time one. */
    private static Column isRecommendation() {
        return isWhole()
                .and(coalesce(
                        col(ANSWER + "." + ARRIVED_AT)
                                .between(
                                        lit(FIRST_ARRIVAL),
                                        col(RecordColumns.ARRIVED_AT).plus(expr(CLOCKS_APART))),
                        lit(false)));
    }

    private static Column isWhole() {
        return coalesce(
                col(ANSWER + ".event_id")
                        .isNotNull()
                        .and(col(ANSWER + "." + ARRIVED_AT).isNotNull())
                        .and(col(ANSWER + "." + SHARD_ID).isNotNull())
                        .and(col(ANSWER + "." + SEQUENCE_NUMBER).isNotNull())
                        .and(col(ANSWER + "." + SUB_SEQUENCE_NUMBER).isNotNull())
                        .and(col(ANSWER + ".recommended_items").isNotNull()),
                lit(false));
    }
}
