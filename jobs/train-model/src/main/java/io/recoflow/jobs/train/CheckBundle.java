package io.recoflow.jobs.train;

import io.recoflow.model.bundle.ModelBundle;
import io.recoflow.model.check.BundleCheck;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.launch.Job;
import io.recoflow.runtime.launch.JobContext;
import io.recoflow.runtime.option.Option;
import io.recoflow.runtime.spark.JobSession;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** A bundle is checked, whoever made it. */
final class CheckBundle implements Job {

    static final Option<String> BUNDLE = Option.text("bundle")
            .label("URI")
            .description("The bundle's folder, on any Hadoop file system: s3a://bucket/artifacts/20261120T080000Z.")
            .required();

    @Override
    public String name() {
        return "train-model check";
    }

    @Override
    public String summary() {
        return "Checks a model bundle, also one of another framework, and says everything that is wrong with it.";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(BUNDLE);
    }

    @Override
    public List<String> examples() {
        return List.of("--bundle s3a://shop-lake/artifacts/20261120T080000Z");
    }

    @Override
    public void run(JobContext context) throws Exception {
        try (JobSession session = JobSession.open(context, TrainModel.SPARK_DEFAULTS)) {
            check(context, session.spark(), context.settings().get(BUNDLE));
        }
    }

    private static void check(JobContext context, SparkSession session, String folder) {
        ModelBundle bundle = ModelBundle.at(folder, session.sessionState().newHadoopConf());
        List<String> problems = BundleCheck.problems(bundle);
        if (!problems.isEmpty()) {
            problems.forEach(problem -> context.console().out("- " + problem));
            throw new JobException(
                    ExitCode.CONTRACT_VIOLATED,
                    "Cannot use the model bundle " + bundle.location(),
                    problems.size() == 1 ? problems.get(0) : problems.size() + " things are wrong with it",
                    "Export the model again; the contract stands in the README of shared/model");
        }
        context.console()
                .out("The bundle " + bundle.location() + " is sound: version "
                        + bundle.manifest().version() + ", "
                        + bundle.manifest().dimension() + " dimensions, "
                        + bundle.manifest().itemEmbeddings().rows() + " items.");
    }
}
