package io.recoflow.jobs.recommend.archive;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.current_timestamp;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.unix_millis;
import static org.apache.spark.sql.functions.when;

import io.recoflow.shop.activity.ActivityColumns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Rows of the table {@value ArchiveTables#RECOMMENDATIONS}: what was published, by its fields. */
final class RecommendationColumns {

    static final String ARRIVED_AT = "arrived_at";
    static final String SHARD_ID = "shard_id";
    static final String SEQUENCE_NUMBER = "sequence_number";
    static final String SUB_SEQUENCE_NUMBER = "sub_sequence_number";

    /** The reason of what is no recommendation on the stream of recommendations. */
    static final String FOREIGN = "not_a_recommendation";

    private static final StructType PUBLISHED = StructType.fromDDL("""
            event_id STRING, event_type STRING, event_time TIMESTAMP, session_id STRING, customer_number INT,
            city STRING, state STRING, postal_code STRING, country STRING, credit_limit DOUBLE,
            browse_history ARRAY<STRUCT<product_code: STRING, quantity: INT, in_shopping_cart: BOOLEAN>>,
            other_fields MAP<STRING, STRING>,
            recommended_items ARRAY<STRUCT<id: STRING, score: FLOAT>>,
            similar_items ARRAY<STRUCT<product_code: STRING, similar_items: ARRAY<STRUCT<id: STRING, distance: FLOAT>>>>,
            served_by STRING, reason STRING, model_version STRING, recommended_at TIMESTAMP, arrived_at TIMESTAMP,
            shard_id STRING, sequence_number STRING, sub_sequence_number BIGINT""");

    private static final String ANSWER = "answer";

    private RecommendationColumns() {}

    /**
     * Records of the stream of recommendations, or what would have been published, with their fields beside them. Only
     * what is no recommendation keeps its bytes.
     */
    static Dataset<Row> parsed(Dataset<Row> records) {
        return records.withColumn(ANSWER, from_json(col(ActivityColumns.DATA).cast("string"), PUBLISHED))
                .withColumn(ActivityColumns.DATA, when(not(isRecommendation()), col(ActivityColumns.DATA)));
    }

    static Dataset<Row> recommendations(Dataset<Row> parsed) {
        return parsed.where(isRecommendation())
                .select(ANSWER + ".*")
                .withColumn("latency_ms", unix_millis(col("recommended_at")).minus(unix_millis(col(ARRIVED_AT))));
    }

    /** Rows of the table {@value ArchiveTables#REJECTED}. */
    static Dataset<Row> foreign(Dataset<Row> parsed) {
        return parsed.where(not(isRecommendation()))
                .select(
                        col(ActivityColumns.STREAM_NAME).as("stream_name"),
                        col(ActivityColumns.SHARD_ID).as(SHARD_ID),
                        col(ActivityColumns.SEQUENCE_NUMBER).as(SEQUENCE_NUMBER),
                        col(ActivityColumns.SUB_SEQUENCE_NUMBER).as(SUB_SEQUENCE_NUMBER),
                        col(ActivityColumns.PARTITION_KEY).as("partition_key"),
                        col(ActivityColumns.ARRIVED_AT).as(ARRIVED_AT),
                        lit(FOREIGN).as("reason"),
                        lit("It is not the JSON of a recommendation").as("message"),
                        current_timestamp().as("rejected_at"),
                        col(ActivityColumns.DATA));
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
