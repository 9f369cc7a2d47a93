package io.recoflow.jobs.recommend;

import io.recoflow.jobs.recommend.archive.ArchiveTables;
import io.recoflow.jobs.recommend.archive.RejectedReplay;
import io.recoflow.jobs.recommend.monitoring.Monitor;
import io.recoflow.jobs.recommend.monitoring.Monitored;
import io.recoflow.jobs.recommend.monitoring.ServingDetails;
import io.recoflow.jobs.recommend.stream.RecommendFunction;
import io.recoflow.runtime.launch.JobContext;
import io.recoflow.runtime.report.Console;
import io.recoflow.runtime.report.ReportFile;
import io.recoflow.serving.served.CurrentServing;
import io.recoflow.streaming.broker.Broker;
import java.time.Clock;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** One reading of what was rejected: what is activity by the rules of this release is answered. */
record RejectedReplayRun(StreamRecommendConfiguration configuration, SparkSession session, JobContext context) {

    void run() throws Exception {
        Configuration hadoop = session.sessionState().newHadoopConf();
        Console console = context.console();
        Optional<ReportFile> report = configuration.reportFile(hadoop);
        try (Broker activity = configuration.activityBroker();
                Broker recommendations = configuration.recommendationsBroker();
                CurrentServing serving = CurrentServing.start(configuration.serving(), hadoop, console::warn)) {
            if (context.dryRun()) {
                console.out(DryRunPlan.text(configuration, activity, recommendations, serving.now()));
                return;
            }
            try (Monitor monitor = Monitor.start(session, Monitored.ONCE, console)) {
                context.record(Clock.systemUTC())
                        .run(
                                report,
                                () -> ServingDetails.of(monitor.total()),
                                () -> replay(recommendations, serving, hadoop, monitor));
            }
        }
    }

    private void replay(Broker recommendations, CurrentServing serving, Configuration hadoop, Monitor monitor) {
        StreamRecommendConfiguration.Streams streams = configuration.streams();
        RejectedReplay replay = new RejectedReplay(
                ArchiveTables.in(session, configuration.archive().lake(), context.console()::warn),
                streams.activity().name());
        RecommendFunction answering = RecommendFunction.of(
                configuration.recommender().withoutDeadline(),
                serving.settings(),
                session,
                hadoop,
                monitor.statistics());
        RejectedReplay.Outcome outcome =
                replay.publish(answering, RecommendFunction.encoder(), answers -> streams.recommendations()
                        .ifPresentOrElse(
                                stream -> recommendations.write(answers, stream), () -> replay.store(answers)));
        context.console()
                .out(outcome.rejected() + " rejected records were read once more: " + outcome.activity()
                        + " are activity now and were answered"
                        + (outcome.answered() < outcome.activity()
                                ? " (" + (outcome.activity() - outcome.answered()) + " of them by an earlier replay)"
                                : "")
                        + ", " + (outcome.rejected() - outcome.activity()) + " stay.");
    }
}
