package io.recoflow.jobs.recommend;

import io.recoflow.lake.hourly.HourlyTable;
import io.recoflow.runtime.declaration.DeclaredJob;
import io.recoflow.runtime.declaration.JobDeclaration;
import io.recoflow.runtime.launch.Job;
import io.recoflow.runtime.launch.JobContext;
import io.recoflow.runtime.launch.JobLauncher;
import io.recoflow.runtime.option.Option;
import io.recoflow.runtime.option.Settings;
import io.recoflow.runtime.spark.JobSession;
import io.recoflow.streaming.query.GracefulStop;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers what shoppers do with recommendations, within a second and always, and stores it all. */
public final class StreamRecommend implements DeclaredJob {

    static final Map<String, String> SPARK_DEFAULTS = sparkDefaults();

    public static void main(String[] args) {
        JobLauncher.main(new StreamRecommend(), args);
    }

    @Override
    public String name() {
        return "stream-recommend";
    }

    @Override
    public String summary() {
        return "Reads shoppers' activity from Kinesis, answers each event with recommendations within a second, and"
                + " stores events and answers in the lake.";
    }

    @Override
    public List<Option<?>> options() {
        return StreamRecommendOptions.ALL;
    }

    @Override
    public List<String> examples() {
        return List.of(
                "--activity-stream user-activity --recommendations-stream recommendations --region eu-west-1"
                        + " --artifacts s3a://shop-lake/artifacts --lake s3a://shop-lake/training"
                        + " --checkpoints s3a://shop-lake/checkpoints/recommend",
                "--activity-stream user-activity --recommendations-stream recommendations --latency real-time"
                        + " --artifacts s3a://shop-lake/artifacts --lake s3a://shop-lake/training"
                        + " --checkpoints s3a://shop-lake/checkpoints/recommend");
    }

    @Override
    public List<String> problems(Settings settings) {
        return UsageProblems.in(settings);
    }

    @Override
    public Map<String, Job> commands() {
        return Map.of("replay-rejected", new ReplayRejected(), "erase", new EraseShopper());
    }

    @Override
    public Map<String, String> formerOptions() {
        return Map.of(
                "replay-rejected",
                "Write stream-recommend replay-rejected and the other options, or --command replay-rejected where only"
                        + " options can be given");
    }

    @Override
    public JobDeclaration declaration() {
        return StreamRecommendDeclaration.DECLARATION;
    }

    @Override
    public void run(JobContext context) throws Exception {
        StreamRecommendConfiguration configuration = StreamRecommendConfiguration.of(context.settings());
        try (JobSession session = JobSession.open(context, SPARK_DEFAULTS);
                GracefulStop stop = GracefulStop.onTermination(context.console()::warn)) {
            GlueRealTime.warning(
                            configuration.latency(),
                            session.spark().sparkContext().getConf())
                    .ifPresent(context.console()::warn);
            new StreamRecommendRun(configuration, session.spark(), context).run(stop);
        }
    }

    static Map<String, String> sparkDefaults() {
        Map<String, String> defaults = new HashMap<>(HourlyTable.SESSION);
        // The archive's batches are small, and the query that recommends has no shuffle.
        defaults.put("spark.sql.shuffle.partitions", "4");
        // Times in their plans make code for each batch anew; few rows do not save what compiling it takes.
        defaults.put("spark.sql.codegen.wholeStage", "false");
        defaults.put("spark.sql.codegen.factoryMode", "NO_CODEGEN");
        // Scores have no repetitions that a dictionary could save.
        defaults.put("spark.hadoop.parquet.enable.dictionary#recommended_items.list.element.score", "false");
        defaults.put(
                "spark.hadoop.parquet.enable.dictionary#similar_items.list.element.similar_items.list.element.distance",
                "false");
        // Few rows do not save either what planning anew amid a query takes.
        defaults.put("spark.sql.adaptive.enabled", "false");
        // Large buffers take regions of the collector for themselves.
        defaults.put("spark.sql.inMemoryColumnarStorage.batchSize", "250");
        defaults.put("spark.sql.inMemoryColumnarStorage.compressed", "false");
        defaults.put("spark.buffer.pageSize", "512k");
        // Between the pools of the queries.
        defaults.put("spark.scheduler.mode", "FAIR");
        // The last is what a restart needs; the query that recommends makes thousands an hour.
        defaults.put("spark.sql.streaming.minBatchesToRetain", "10");
        // Without a batch, how far the streams were looked through.
        defaults.put("spark.sql.streaming.noDataProgressEventInterval", "1s");
        // In real-time mode, what is answered is known by heartbeats.
        defaults.put("spark.executor.heartbeatInterval", "2s");
        // Progress of a second's batches is of no use after a while.
        defaults.put("spark.sql.streaming.numRecentProgressUpdates", "20");
        return defaults;
    }
}
