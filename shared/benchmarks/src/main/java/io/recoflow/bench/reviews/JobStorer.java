package io.recoflow.bench.reviews;

import io.recoflow.local.ProjectHome;
import io.recoflow.local.kinesis.client.KinesisConnection;
import io.recoflow.local.submit.SparkSubmit;
import io.recoflow.local.submit.SubmittedJob;
import java.nio.file.Path;

/** The job as its page says to submit it, with its writes to the lake and its defaults. */
final class JobStorer implements Storer {

    @Override
    public String name() {
        return "store-reviews";
    }

    @Override
    public AutoCloseable start(ReviewServices services, Path folder) {
        SubmittedJob job = SparkSubmit.of(ProjectHome.directory())
                .sparkOption("--master", "local[4]", "--driver-memory", "2g")
                .environment("AWS_ACCESS_KEY_ID", KinesisConnection.LOCAL_ACCESS_KEY)
                .environment("AWS_SECRET_ACCESS_KEY", KinesisConnection.LOCAL_SECRET_KEY)
                .environment("CBOR_ENABLED", "false")
                .jar(ProjectHome.directory().resolve("jobs/store-reviews/target/store-reviews.jar"))
                .arguments("--reviews-stream", ReviewServices.NAME, "--reviews-table", ReviewServices.NAME)
                .arguments("--region", KinesisConnection.LOCAL_REGION.id())
                .arguments("--aws-endpoint", services.kinesisEndpoint())
                .arguments("--dynamodb-endpoint", services.dynamoDbEndpoint())
                .arguments("--puts-at-once", String.valueOf(PUTS_AT_ONCE))
                .arguments("--lake", folder.resolve("lake").toUri().toString())
                .arguments(
                        "--checkpoints", folder.resolve("checkpoints").toUri().toString())
                .start();
        return job::close;
    }
}
