package io.recoflow.jobs.reviews;

import io.recoflow.lake.hourly.HourlyTable;
import io.recoflow.runtime.declaration.DeclaredJob;
import io.recoflow.runtime.declaration.JobDeclaration;
import io.recoflow.runtime.launch.Job;
import io.recoflow.runtime.launch.JobContext;
import io.recoflow.runtime.launch.JobLauncher;
import io.recoflow.runtime.option.Option;
import io.recoflow.runtime.option.Settings;
import io.recoflow.runtime.spark.JobSession;
import io.recoflow.streaming.kafka.KafkaBroker;
import io.recoflow.streaming.query.GracefulStop;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stores the reviews of a stream: the newest version of each in a table of DynamoDB, and every version in the lake. */
public final class StoreReviews implements DeclaredJob {

    public static void main(String[] args) {
        JobLauncher.main(new StoreReviews(), args);
    }

    @Override
    public String name() {
        return "store-reviews";
    }

    @Override
    public String summary() {
        return "Reads reviews from Kinesis or Kafka, and keeps the newest version of each in a table of DynamoDB and every version in"
                + " the lake.";
    }

    @Override
    public List<Option<?>> options() {
        return StoreReviewsOptions.ALL;
    }

    @Override
    public List<String> examples() {
        return List.of(
                "--region eu-west-1 --lake s3a://shop-lake/training"
                        + " --checkpoints s3a://shop-lake/checkpoints/store-reviews",
                "--kafka-servers b-1.shop.example:9092 --reviews-stream reviews --lake s3a://shop-lake/training"
                        + " --checkpoints s3a://shop-lake/checkpoints/store-reviews");
    }

    @Override
    public List<String> problems(Settings settings) {
        return UsageProblems.in(settings);
    }

    @Override
    public Map<String, Job> commands() {
        return Map.of("replay-rejected", new ReplayRejected());
    }

    @Override
    public JobDeclaration declaration() {
        return StoreReviewsDeclaration.DECLARATION;
    }

    @Override
    public void run(JobContext context) throws Exception {
        StoreReviewsConfiguration configuration = StoreReviewsConfiguration.of(context);
        try (JobSession session = JobSession.open(context, sparkDefaults());
                GracefulStop stop = GracefulStop.onTermination(context.console()::warn)) {
            new StoreReviewsRun(configuration, session.spark(), context).run(stop);
        }
    }

    static Map<String, String> sparkDefaults() {
        Map<String, String> defaults = new HashMap<>(HourlyTable.SESSION);
        defaults.putAll(KafkaBroker.SESSION);
        // Batches are small: few partitions, and no code made or plan changed for each of them.
        defaults.put("spark.sql.shuffle.partitions", "4");
        defaults.put("spark.sql.codegen.wholeStage", "false");
        defaults.put("spark.sql.codegen.factoryMode", "NO_CODEGEN");
        defaults.put("spark.sql.adaptive.enabled", "false");
        // Between the pools of the queries.
        defaults.put("spark.scheduler.mode", "FAIR");
        // The last is what a restart needs.
        defaults.put("spark.sql.streaming.minBatchesToRetain", "10");
        defaults.put("spark.sql.streaming.numRecentProgressUpdates", "20");
        return defaults;
    }
}
