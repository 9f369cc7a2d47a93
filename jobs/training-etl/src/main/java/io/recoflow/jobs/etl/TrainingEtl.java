package io.recoflow.jobs.etl;

import io.recoflow.database.SourceDatabase;
import io.recoflow.runtime.declaration.DeclaredJob;
import io.recoflow.runtime.declaration.JobDeclaration;
import io.recoflow.runtime.launch.JobContext;
import io.recoflow.runtime.launch.JobLauncher;
import io.recoflow.runtime.option.DatabaseAccess;
import io.recoflow.runtime.option.Option;
import io.recoflow.runtime.option.Settings;
import io.recoflow.runtime.secret.ServerCertificates;
import io.recoflow.runtime.spark.JobSession;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** The ratings in a shop's database become a training lake: immutable snapshots, a folder for each customer. */
public final class TrainingEtl implements DeclaredJob {

    /** Spark's 200 partitions for a shuffle are tasks without work here; adaptive execution merges, it does not split. */
    private static final Map<String, String> SPARK_DEFAULTS = Map.of("spark.sql.shuffle.partitions", "32");

    public static void main(String[] args) {
        JobLauncher.main(new TrainingEtl(), args);
    }

    @Override
    public String name() {
        return "training-etl";
    }

    @Override
    public String summary() {
        return "Turns the ratings in a shop's database into a customer-partitioned Parquet lake, and ranks the products"
                + " that sell.";
    }

    @Override
    public List<Option<?>> options() {
        return TrainingEtlOptions.ALL;
    }

    @Override
    public List<String> examples() {
        return List.of(
                "--source-url jdbc:mysql://replica.example.com:3306/classicmodels --source-user etl"
                        + " --lake s3a://shop-lake/training",
                "--source-url jdbc:mysql://replica.example.com:3306/classicmodels --source-secret shop/etl"
                        + " --lake s3a://shop-lake/training --dry-run");
    }

    @Override
    public List<String> problems(Settings settings) {
        return TrainingEtlConfiguration.problems(settings);
    }

    @Override
    public JobDeclaration declaration() {
        return TrainingEtlDeclaration.DECLARATION;
    }

    @Override
    public void run(JobContext context) throws Exception {
        DatabaseAccess access = TrainingEtlOptions.SOURCE.access(context.settings());
        context.redactor().add(access.credentials().password());
        TrainingEtlConfiguration configuration = TrainingEtlConfiguration.of(context.settings(), access.url());
        try (JobSession session = JobSession.open(context, SPARK_DEFAULTS)) {
            SourceDatabase database = new SourceDatabase(
                    configuration.sourceUrl(),
                    configuration.dialect(),
                    access.credentials(),
                    configuration.fetchSize(),
                    configuration.sourceTimeout(),
                    context.settings()
                            .find(TrainingEtlOptions.SOURCE_CERTIFICATES)
                            .map(file -> ServerCertificates.read(
                                    TrainingEtlOptions.SOURCE_CERTIFICATES.flagName(),
                                    file,
                                    session.spark().sessionState().newHadoopConf())));
            new TrainingEtlRun(context, configuration, database, session.spark(), Clock.systemUTC()).run();
        }
    }
}
