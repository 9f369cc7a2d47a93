package io.recoflow.jobs.train.data;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.unix_millis;

import io.recoflow.lake.hourly.HourlyTable;
import io.recoflow.model.evaluation.Rating;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.shop.review.StoredReview;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Ratings that the lake's reviews give: the stars of verified purchases, of each review in its newest version, and of the
 * reviews of one customer of one product the newest. Which is newer is told as store-reviews tells it. A customer's rating in
 * the shop stands where there is one.
 */
public final class ReviewRatings {

    private static final String ORDER = "arrival";
    private static final String NEWEST = "newest";

    /** Sorts versions as they followed each other. */
    private static final Column ARRIVAL = struct(
            unix_millis(col("ingestion_timestamp")),
            length(col("sequence_number")),
            col("sequence_number"),
            col("sub_sequence_number"));

    private final HourlyTable reviews;
    private final String reviewerPrefix;

    /**
     * @param lake the folder of all datasets
     * @param reviewerPrefix what stands before a customer's number in {@code reviewer_id}; may be empty
     */
    public ReviewRatings(SparkSession session, String lake, String reviewerPrefix) {
        this.reviews = new HourlyTable(
                session, lake.replaceFirst("/+$", "") + "/" + StoredReview.TABLE, "ingestion_timestamp", List.of());
        this.reviewerPrefix = reviewerPrefix;
    }

    /** Data with the ratings of reviews among its own. */
    public record Added(TrainingData data, ReviewCounts counts) {}

    /** @throws JobException with exit code 5 where the lake has no reviews */
    public Added to(TrainingData data) {
        if (!reviews.exists()) {
            throw new JobException(
                    ExitCode.CONTRACT_VIOLATED,
                    "No reviews to learn from",
                    reviews.location() + " is missing",
                    "Run store-reviews with this --lake, or leave --with-reviews out");
        }
        long version = reviews.version();
        Dataset<Row> newest = newestVersions(reviews.read(version)).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            return added(data, newest, version);
        } finally {
            newest.unpersist();
        }
    }

    private Added added(TrainingData data, Dataset<Row> newest, long version) {
        long all = newest.count();
        long verified = newest.where("verified_purchase").count();
        Map<String, Integer> customers = places(data.customers());
        Map<String, Integer> items = places(data.items());
        Set<Long> rated = new HashSet<>();
        data.ratings().forEach(rating -> rated.add(pair(rating.customer(), rating.item())));
        List<Rating> ratings = new ArrayList<>(data.ratings());
        long pairs = 0;
        long unknownCustomer = 0;
        long unknownProduct = 0;
        long ratedInShop = 0;
        Iterator<Row> found = newestOfEachPair(newest).toLocalIterator();
        while (found.hasNext()) {
            Row row = found.next();
            pairs++;
            Integer customer = customers.get(customerNumber(row.getString(0)));
            Integer item = items.get(row.getString(1));
            if (customer == null) {
                unknownCustomer++;
            } else if (item == null) {
                unknownProduct++;
            } else if (rated.contains(pair(customer, item))) {
                ratedInShop++;
            } else {
                ratings.add(new Rating(customer, item, row.getInt(2)));
            }
        }
        long used = ratings.size() - data.ratings().size();
        ratings.sort(Rating.ORDER);
        return new Added(
                data.with(ratings),
                new ReviewCounts(
                        version,
                        all,
                        used,
                        all - verified,
                        verified - pairs,
                        unknownCustomer,
                        unknownProduct,
                        ratedInShop));
    }

    private static Dataset<Row> newestVersions(Dataset<Row> versions) {
        return versions.groupBy("review_id")
                .agg(max_by(
                                struct(
                                        trim(col("reviewer_id")).as("reviewer_id"),
                                        trim(col("product_id")).as("product_id"),
                                        col("star_rating"),
                                        col("verified_purchase"),
                                        ARRIVAL.as(ORDER)),
                                ARRIVAL)
                        .as(NEWEST))
                .select(NEWEST + ".*");
    }

    private static Dataset<Row> newestOfEachPair(Dataset<Row> newest) {
        return newest.where("verified_purchase")
                .groupBy("reviewer_id", "product_id")
                .agg(max_by(col("star_rating"), col(ORDER)));
    }

    /** Without the prefix; a reviewer who has it not is nobody's number. */
    private String customerNumber(String reviewer) {
        return reviewer.startsWith(reviewerPrefix) ? reviewer.substring(reviewerPrefix.length()) : "";
    }

    private static long pair(int customer, int item) {
        return (long) customer << Integer.SIZE | item;
    }

    private static Map<String, Integer> places(List<Entity> entities) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < entities.size(); i++) {
            places.put(entities.get(i).id(), i);
        }
        return places;
    }
}
