package io.recoflow.jobs.embeddings;

import io.recoflow.runtime.declaration.Access;
import io.recoflow.runtime.declaration.Access.Resource;
import io.recoflow.runtime.declaration.Argument;
import io.recoflow.runtime.declaration.JobDeclaration;
import io.recoflow.runtime.declaration.JobRuntime;
import io.recoflow.runtime.declaration.JobRuntime.Schedule;
import io.recoflow.runtime.declaration.Workers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How load-embeddings runs in production. */
final class LoadEmbeddingsDeclaration {

    static final JobDeclaration DECLARATION = new JobDeclaration(
            new JobRuntime.Batch(Duration.ofHours(2), 2, Optional.of(new Schedule("0 7 ? * SUN *", "Sunday 07:00"))),
            new Workers(1, 3, 1, 1, 1),
            Set.of(),
            List.of(
                    new Argument(LoadEmbeddingsOptions.ARTIFACTS, "s3a://${ArtifactsBucket}/artifacts"),
                    new Argument(LoadEmbeddingsOptions.VECTOR_URL, "${VectorDatabaseUrl}"),
                    new Argument(LoadEmbeddingsOptions.VECTOR_SECRET, "${VectorSecretArn}"),
                    new Argument(
                            LoadEmbeddingsOptions.VECTOR_CERTIFICATES,
                            "s3a://${CodeBucket}/releases/certificates.pem")),
            List.of(
                    Access.reads(Resource.FILES, "Artifacts/artifacts", "the newest model bundle"),
                    Access.writes(Resource.DATABASE, "Vector", "embeddings of users and items")));

    private LoadEmbeddingsDeclaration() {}
}
