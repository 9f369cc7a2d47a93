package io.recoflow.jobs.recommend;

import io.recoflow.runtime.declaration.Access;
import io.recoflow.runtime.declaration.Access.Resource;
import io.recoflow.runtime.declaration.Argument;
import io.recoflow.runtime.declaration.JobDeclaration;
import io.recoflow.runtime.declaration.JobDeclaration.Variant;
import io.recoflow.runtime.declaration.JobRuntime;
import io.recoflow.runtime.declaration.PlatformLibrary;
import io.recoflow.runtime.declaration.Workers;
import java.util.List;
import java.util.Set;

/** How stream-recommend runs in production. */
final class StreamRecommendDeclaration {

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
                    new Argument(StreamRecommendOptions.CHECKPOINTS, "s3a://${LakeBucket}/checkpoints/recommend")),
            List.of(
                    Access.reads(Resource.STREAM, "Activity", "what shoppers do"),
                    Access.writes(Resource.STREAM, "Recommendations", "answers"),
                    Access.reads(Resource.FILES, "Artifacts/artifacts", "the newest model bundle"),
                    Access.writes(
                            Resource.FILES, "Lake/training", "popular products and stock; answers and rejected events"),
                    Access.writes(Resource.FILES, "Lake/checkpoints", "how far it has read")),
            List.of(new Variant(
                    "aws-kinesis",
                    Set.of(PlatformLibrary.KINESIS_CONNECTOR),
                    List.of(
                            new Argument(
                                    StreamRecommendOptions.CHECKPOINTS,
                                    "s3a://${LakeBucket}/checkpoints/recommend-aws-kinesis"),
                            new Argument(StreamRecommendOptions.ACTIVITY_FORMAT, "aws-kinesis")))));

    private StreamRecommendDeclaration() {}
}
