package io.recoflow.jobs.train;

import io.recoflow.runtime.declaration.Access;
import io.recoflow.runtime.declaration.Access.Resource;
import io.recoflow.runtime.declaration.Argument;
import io.recoflow.runtime.declaration.JobDeclaration;
import io.recoflow.runtime.declaration.JobRuntime;
import io.recoflow.runtime.declaration.JobRuntime.Schedule;
import io.recoflow.runtime.declaration.PlatformLibrary;
import io.recoflow.runtime.declaration.Workers;
import io.recoflow.shop.LakeDatasets;
import io.recoflow.shop.review.StoredReview;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How train-model runs in production. */
final class TrainModelDeclaration {

    static final JobDeclaration DECLARATION = new JobDeclaration(
            new JobRuntime.Batch(Duration.ofHours(4), 2, Optional.of(new Schedule("0 4 ? * SUN *", "Sunday 04:00"))),
            new Workers(2, 7, 1, 2, 3),
            Set.of(PlatformLibrary.DELTA),
            List.of(
                    new Argument(TrainModelOptions.LAKE, "s3a://${LakeBucket}/training"),
                    new Argument(TrainModelOptions.ARTIFACTS, "s3a://${ArtifactsBucket}/artifacts")),
            List.of(
                    Access.reads(
                            Resource.FILES,
                            "Lake/training/" + LakeDatasets.TRAINING,
                            "the newest snapshot of ratings with their features"),
                    Access.reads(Resource.FILES, "Lake/training/" + LakeDatasets.PRODUCTS, "all products"),
                    Access.reads(Resource.FILES, "Lake/training/" + StoredReview.TABLE, "reviews, with --with-reviews"),
                    Access.writes(Resource.FILES, "Artifacts/artifacts", "model bundles")));

    private TrainModelDeclaration() {}
}
