package io.recoflow.jobs.reviews;

import io.recoflow.runtime.launch.Job;
import io.recoflow.runtime.launch.JobContext;
import io.recoflow.runtime.option.Option;
import io.recoflow.runtime.option.Settings;
import io.recoflow.runtime.spark.JobSession;
import java.util.List;

/** The command that stores what was rejected and is readable now, beside the running job and with its options. */
final class ReplayRejected implements Job {

    @Override
    public String name() {
        return "store-reviews replay-rejected";
    }

    @Override
    public String summary() {
        return "Reads what reviews_rejected holds once more, stores what is a review now, and ends.";
    }

    @Override
    public List<Option<?>> options() {
        return StoreReviewsOptions.ALL;
    }

    @Override
    public List<String> examples() {
        return List.of();
    }

    @Override
    public List<String> problems(Settings settings) {
        return UsageProblems.in(settings);
    }

    @Override
    public void run(JobContext context) throws Exception {
        StoreReviewsConfiguration configuration = StoreReviewsConfiguration.of(context);
        try (JobSession session = JobSession.open(context, StoreReviews.sparkDefaults())) {
            new RejectedReplayRun(configuration, session.spark(), context).run();
        }
    }
}
