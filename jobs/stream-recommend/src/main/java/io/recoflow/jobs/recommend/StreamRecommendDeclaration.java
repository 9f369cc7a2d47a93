package io.recoflow.jobs.recommend;

import io.recoflow.jobs.recommend.archive.ArchiveTables;
import io.recoflow.jobs.recommend.archive.Erased;
import io.recoflow.runtime.declaration.Access;
import io.recoflow.runtime.declaration.Access.Resource;
import io.recoflow.runtime.declaration.Argument;
import io.recoflow.runtime.declaration.Figure;
import io.recoflow.runtime.declaration.Figure.Limit;
import io.recoflow.runtime.declaration.JobDeclaration;
import io.recoflow.runtime.declaration.JobDeclaration.Variant;
import io.recoflow.runtime.declaration.JobRuntime;
import io.recoflow.runtime.declaration.PlatformLibrary;
import io.recoflow.runtime.declaration.Workers;
import io.recoflow.shop.LakeDatasets;
import io.recoflow.shop.activity.ActivityCount;
import io.recoflow.shop.activity.RejectedActivity;
import io.recoflow.shop.recommendation.Recommendation;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How stream-recommend runs in production. */
final class StreamRecommendDeclaration {

    private static final String LAKE = "Lake/training/";

    /** Of the line every ten seconds. */
    private static final String PROGRESS = "[last = Last, seconds, s, answered, word = answered, rate, lagName = lag,"
            + " lag, lagUnit, p50Name = p50, p50, p50Unit, p99Name = p99, p99, p99Unit, oldestName = oldest,"
            + " unansweredName = unanswered, oldest, oldestUnit, down, downName = queries, downWord,"
            + " modelName = model, model, modelUnit, popularityName = popularity, popularity, popularityUnit,"
            + " stockName = stock, stock, stockUnit, ...]";

    static final JobDeclaration DECLARATION = new JobDeclaration(
                    new JobRuntime.Streaming(5),
                    new Workers(2, 3, 2, 4, 7),
                    Set.of(PlatformLibrary.DELTA),
                    List.of(
                            new Argument(StreamRecommendOptions.ACTIVITY_STREAM, "${ActivityStream}"),
                            new Argument(StreamRecommendOptions.RECOMMENDATIONS_STREAM, "${RecommendationsStream}"),
                            new Argument(StreamRecommendOptions.REGION, "${Region}"),
                            new Argument(StreamRecommendOptions.LAKE, "s3a://${LakeBucket}/training"),
                            new Argument(StreamRecommendOptions.ARTIFACTS, "s3a://${ArtifactsBucket}/artifacts"),
                            new Argument(
                                    StreamRecommendOptions.CHECKPOINTS, "s3a://${LakeBucket}/checkpoints/recommend")),
                    List.of(
                            Access.reads(Resource.STREAM, "Activity", "what shoppers do"),
                            Access.writes(Resource.STREAM, "Recommendations", "answers"),
                            Access.reads(Resource.FILES, "Artifacts/artifacts", "the newest model bundle"),
                            Access.reads(Resource.FILES, LAKE + LakeDatasets.POPULAR_PRODUCTS, "what sells best"),
                            Access.reads(Resource.FILES, LAKE + LakeDatasets.PRODUCTS, "what is in stock"),
                            Access.writes(Resource.FILES, LAKE + Recommendation.TABLE, "events and their answers"),
                            Access.writes(Resource.FILES, LAKE + RejectedActivity.TABLE, "rejected events"),
                            Access.writes(Resource.FILES, LAKE + ActivityCount.TABLE, "how many events of which kind"),
                            Access.writes(Resource.FILES, LAKE + Erased.TABLE, "who was erased"),
                            Access.writes(Resource.FILES, "Lake/checkpoints", "how far it has read")),
                    List.of(new Variant(
                            "aws-kinesis",
                            Set.of(PlatformLibrary.KINESIS_CONNECTOR),
                            List.of(
                                    new Argument(
                                            StreamRecommendOptions.CHECKPOINTS,
                                            "s3a://${LakeBucket}/checkpoints/recommend-aws-kinesis"),
                                    new Argument(StreamRecommendOptions.ACTIVITY_FORMAT, "aws-kinesis")))))
            .printing(List.of(
                    new Figure(
                            "LatencyP99Millis",
                            "Milliseconds",
                            PROGRESS,
                            "p99",
                            Optional.of(new Limit(1000, "One answer in a hundred takes more than a second."))),
                    new Figure("LatencyP50Millis", "Milliseconds", PROGRESS, "p50", Optional.empty()),
                    new Figure("LagSeconds", "Seconds", PROGRESS, "lag", Optional.empty()),
                    new Figure(
                            "OldestUnansweredSeconds",
                            "Seconds",
                            PROGRESS,
                            "oldest",
                            // An idle stream shows up to the two minutes of a batch in real-time mode.
                            Optional.of(new Limit(
                                    180,
                                    "Events have waited for an answer for three minutes, or nothing is heard of their"
                                            + " stream. Does Kinesis answer, is the job alive, has it cores enough?"))),
                    new Figure(
                            "QueriesDown",
                            "Count",
                            PROGRESS,
                            "down",
                            Optional.of(new Limit(
                                    0,
                                    "A query that stores does not run: shoppers are answered, and what is not stored waits"
                                            + " in the streams for as long as they keep it. The job's log says why."))),
                    age(
                            "ModelAgeHours",
                            "model",
                            10 * 24,
                            "The model that is served is older than ten days, and trained every week. Does"
                                    + " train-model publish, and does the job take it up?"),
                    age(
                            "PopularityAgeHours",
                            "popularity",
                            48,
                            "The list of popular products that is served is older than two days, and made every"
                                    + " night. What became of training-etl?"),
                    age(
                            "StockAgeHours",
                            "stock",
                            48,
                            "What is sold out was last told more than two days ago, and is every night. What"
                                    + " became of training-etl?")))
            .writing(ArchiveTables.CATALOG);

    /** Of what answers are made from; where there is none, the line has no number. */
    private static Figure age(String name, String word, double limit, String meaning) {
        return new Figure(name, "None", PROGRESS, word, Optional.of(new Limit(limit, meaning)));
    }

    private StreamRecommendDeclaration() {}
}
