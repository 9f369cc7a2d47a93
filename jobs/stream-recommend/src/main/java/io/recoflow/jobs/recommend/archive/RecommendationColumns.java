package io.recoflow.jobs.recommend.archive;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.current_timestamp;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.unix_millis;
import static org.apache.spark.sql.functions.when;

import io.recoflow.shop.TableColumn;
import io.recoflow.shop.activity.RejectedActivity;
import io.recoflow.shop.recommendation.Recommendation;
import io.recoflow.streaming.broker.RecordColumns;
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

    private RecommendationColumns() {}

    /**
     * Records of the stream of recommendations, or what would have been published, with their fields beside them. Only
     * what is no recommendation keeps its bytes.
     */
    static Dataset<Row> parsed(Dataset<Row> records) {
        return records.withColumn(ANSWER, from_json(col(RecordColumns.DATA).cast("string"), PUBLISHED))
                .withColumn(RecordColumns.DATA, when(not(isRecommendation()), col(RecordColumns.DATA)));
    }

    static Dataset<Row> recommendations(Dataset<Row> parsed) {
        return parsed.where(isRecommendation())
                .select(ANSWER + ".*")
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
                        lit("It is not the JSON of a recommendation").as("message"),
                        current_timestamp().as("rejected_at"),
                        col(RecordColumns.DATA));
    }

    private static Column isRecommendation() {
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
