package io.recoflow.jobs.reviews;

import io.recoflow.jobs.reviews.store.ReviewTables;
import io.recoflow.runtime.declaration.Access;
import io.recoflow.runtime.declaration.Access.Resource;
import io.recoflow.runtime.declaration.Argument;
import io.recoflow.runtime.declaration.Figure;
import io.recoflow.runtime.declaration.Figure.Limit;
import io.recoflow.runtime.declaration.JobDeclaration;
import io.recoflow.runtime.declaration.JobRuntime;
import io.recoflow.runtime.declaration.PlatformLibrary;
import io.recoflow.runtime.declaration.Workers;
import io.recoflow.shop.review.RejectedReview;
import io.recoflow.shop.review.ReviewTable;
import io.recoflow.shop.review.StoredReview;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How store-reviews runs in production. */
final class StoreReviewsDeclaration {

    private static final String LAKE = "Lake/training/";

    /** Of the line every ten seconds. */
    private static final String PROGRESS =
            "[last = Last, seconds, s, in, word = in, rate, lagName = lag, lag, lagUnit, down, downName = queries, rest, ...]";

    static final JobDeclaration DECLARATION = new JobDeclaration(
                    new JobRuntime.Streaming(5),
                    new Workers(2, 3, 1, 2, 4),
                    Set.of(PlatformLibrary.DELTA),
                    List.of(
                            new Argument(StoreReviewsOptions.REVIEWS_STREAM, "${ReviewsStream}"),
                            new Argument(StoreReviewsOptions.REVIEWS_TABLE, "${ReviewsTable}"),
                            new Argument(StoreReviewsOptions.REGION, "${Region}"),
                            new Argument(StoreReviewsOptions.LAKE, "s3a://${LakeBucket}/training"),
                            new Argument(
                                    StoreReviewsOptions.CHECKPOINTS, "s3a://${LakeBucket}/checkpoints/store-reviews")),
                    List.of(
                            Access.reads(Resource.STREAM, "Reviews", "reviews"),
                            Access.writes(Resource.TABLE, "Reviews", "the newest version of each review"),
                            Access.writes(Resource.FILES, LAKE + StoredReview.TABLE, "every version of every review"),
                            Access.writes(Resource.FILES, LAKE + RejectedReview.TABLE, "rejected records"),
                            Access.writes(Resource.FILES, "Lake/checkpoints", "how far it has read")))
            .printing(List.of(
                    new Figure(
                            "ReviewLagSeconds",
                            "Seconds",
                            PROGRESS,
                            "lag",
                            Optional.of(new Limit(
                                    60,
                                    "Reviews wait for more than a minute before they are stored. Is the table throttled, has"
                                            + " the job cores enough?"))),
                    new Figure(
                            "ReviewQueriesDown",
                            "Count",
                            PROGRESS,
                            "down",
                            Optional.of(new Limit(
                                    0,
                                    "The lake gets no reviews: what is not stored waits in the stream for as long as it is"
                                            + " kept there. The job's log says why.")))))
            .writing(ReviewTables.CATALOG)
            .keeping(List.of(ReviewTable.DESIGN));

    private StoreReviewsDeclaration() {}
}
