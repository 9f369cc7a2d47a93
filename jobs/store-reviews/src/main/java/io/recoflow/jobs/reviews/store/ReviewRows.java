package io.recoflow.jobs.reviews.store;

import io.recoflow.jobs.reviews.review.JudgedReview;
import io.recoflow.jobs.reviews.review.ReviewItems;
import io.recoflow.jobs.reviews.review.ReviewReader;
import io.recoflow.shop.TableColumn;
import io.recoflow.shop.review.RejectedReview;
import io.recoflow.shop.review.Review;
import io.recoflow.shop.review.StoredReview;
import io.recoflow.streaming.broker.RecordColumns;
import io.recoflow.streaming.broker.StreamRecord;
import java.sql.Timestamp;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/** Rows of the lake's tables, of a stream's records and back. */
public final class ReviewRows {

    static final StructType REVIEWS = StructType.fromDDL(TableColumn.ddl(StoredReview.class));

    /** Of the columns of a stream's records, how the table of what was rejected calls them. */
    private static final Map<String, String> STORED = Map.of(
            "stream_name", RecordColumns.STREAM_NAME,
            "shard_id", RecordColumns.SHARD_ID,
            "sequence_number", RecordColumns.SEQUENCE_NUMBER,
            "sub_sequence_number", RecordColumns.SUB_SEQUENCE_NUMBER,
            "partition_key", RecordColumns.PARTITION_KEY,
            "arrived_at", RecordColumns.ARRIVED_AT);

    private ReviewRows() {}

    /** Rows of the table {@value StoredReview#TABLE}: of those records that are kept. */
    static Dataset<Row> reviews(Dataset<Row> records, ReviewItems items) {
        return records.mapPartitions(
                (MapPartitionsFunction<Row, Row>) found -> kept(found, items), Encoders.row(REVIEWS));
    }

    /** A stream's records again, of rows of the table {@value RejectedReview#TABLE}. */
    static Dataset<Row> records(Dataset<Row> rejected) {
        return rejected.withColumnsRenamed(STORED);
    }

    private static Iterator<Row> kept(Iterator<Row> records, ReviewItems items) {
        ReviewReader reader = new ReviewReader(items);
        List<Row> rows = new ArrayList<>();
        records.forEachRemaining(row -> {
            if (reader.read(StreamRecord.of(row)) instanceof JudgedReview.Kept kept) {
                rows.add(row(kept));
            }
        });
        return rows.iterator();
    }

    private static Row row(JudgedReview.Kept kept) {
        Review review = kept.review();
        StreamRecord record = kept.record();
        return RowFactory.create(
                review.reviewId(),
                review.reviewerId(),
                review.productId(),
                review.marketplaceId(),
                review.starRating(),
                review.reviewTitle(),
                review.reviewText(),
                Timestamp.from(review.reviewDate()),
                review.productCategory(),
                review.helpfulVotes(),
                review.verifiedPurchase(),
                CollectionConverters.asScala(review.otherFields()),
                Timestamp.from(record.arrivedAt().truncatedTo(ChronoUnit.MICROS)),
                record.streamName(),
                record.shardId(),
                record.sequenceNumber(),
                record.subSequenceNumber());
    }
}
