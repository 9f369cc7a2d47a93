package io.recoflow.jobs.recommend;

import io.recoflow.runtime.launch.Job;
import io.recoflow.runtime.launch.JobContext;
import io.recoflow.runtime.option.Option;
import io.recoflow.runtime.option.Settings;
import io.recoflow.runtime.spark.JobSession;
import java.util.List;

/** The command that answers what was rejected and is readable now, beside the running job and with its options. */
final class ReplayRejected implements Job {

    @Override
    public String name() {
        return "stream-recommend replay-rejected";
    }

    @Override
    public String summary() {
        return "Reads what activity_rejected holds once more, answers what is readable now, and ends.";
    }

    @Override
    public List<Option<?>> options() {
        return StreamRecommendOptions.ALL;
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
        StreamRecommendConfiguration configuration = StreamRecommendConfiguration.of(context.settings());
        try (JobSession session = JobSession.open(context, StreamRecommend.SPARK_DEFAULTS)) {
            new RejectedReplayRun(configuration, session.spark(), context).run();
        }
    }
}
