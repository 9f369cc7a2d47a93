package io.recoflow.jobs.etl;

import io.recoflow.runtime.declaration.Access;
import io.recoflow.runtime.declaration.Access.Resource;
import io.recoflow.runtime.declaration.Argument;
import io.recoflow.runtime.declaration.JobDeclaration;
import io.recoflow.runtime.declaration.JobRuntime;
import io.recoflow.runtime.declaration.JobRuntime.Schedule;
import io.recoflow.runtime.declaration.Workers;
import io.recoflow.shop.LakeDatasets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How training-etl runs in production. */
final class TrainingEtlDeclaration {

    static final JobDeclaration DECLARATION = new JobDeclaration(
            new JobRuntime.Batch(Duration.ofHours(3), 2, Optional.of(new Schedule("0 2 * * ? *", "every night 02:00"))),
            new Workers(2, 3, 1, 4, 7),
            Set.of(),
            List.of(
                    new Argument(TrainingEtlOptions.SOURCE_URL, "${SourceUrl}"),
                    new Argument(TrainingEtlOptions.SOURCE_SECRET, "${SourceSecretArn}"),
                    new Argument(
                            TrainingEtlOptions.SOURCE_CERTIFICATES, "s3a://${CodeBucket}/releases/certificates.pem"),
                    new Argument(TrainingEtlOptions.LAKE, "s3a://${LakeBucket}/training"),
                    // A week of nightly snapshots and the one that the model learned from.
                    new Argument(TrainingEtlOptions.KEEP_SNAPSHOTS, "8"),
                    new Argument(TrainingEtlOptions.CATALOG_TABLE, "${CatalogDatabase}." + LakeDatasets.TRAINING)),
            List.of(
                    Access.reads(Resource.DATABASE, "Source", "customers, products, orders, ratings"),
                    writes(LakeDatasets.TRAINING, "snapshots of ratings with their features"),
                    writes(LakeDatasets.PRODUCTS, "all products"),
                    writes(LakeDatasets.POPULAR_PRODUCTS, "what sells best"),
                    writes(LakeDatasets.REJECTED_RATINGS, "rejected ratings"),
                    Access.writes(
                            Resource.CATALOG, "Catalog/" + LakeDatasets.TRAINING, "the table of the newest snapshot")));

    private TrainingEtlDeclaration() {}

    private static Access writes(String dataset, String purpose) {
        return Access.writes(Resource.FILES, "Lake/training/" + dataset, purpose);
    }
}
