package io.recoflow.jobs.embeddings;

import io.recoflow.model.bundle.ModelArtifacts;
import io.recoflow.model.store.LoadEvents;
import io.recoflow.model.store.LoadPlan;
import io.recoflow.model.store.LoadResult;
import io.recoflow.model.store.VectorDatabase;
import io.recoflow.model.store.VectorStore;
import io.recoflow.runtime.declaration.DeclaredJob;
import io.recoflow.runtime.declaration.JobDeclaration;
import io.recoflow.runtime.launch.JobContext;
import io.recoflow.runtime.launch.JobLauncher;
import io.recoflow.runtime.option.DatabaseAccess;
import io.recoflow.runtime.option.Option;
import io.recoflow.runtime.option.Settings;
import io.recoflow.runtime.report.Console;
import io.recoflow.runtime.report.ReportFile;
import io.recoflow.runtime.report.RunRecord;
import io.recoflow.runtime.secret.ServerCertificates;
import io.recoflow.runtime.spark.JobSession;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.sql.SparkSession;

/** The embeddings of the latest model bundle go to PostgreSQL with pgvector, and readers see them all at once. */
public final class LoadEmbeddings implements DeclaredJob {

    public static void main(String[] args) {
        JobLauncher.main(new LoadEmbeddings(), args);
    }

    @Override
    public String name() {
        return "load-embeddings";
    }

    @Override
    public String summary() {
        return "Loads the embeddings of the latest model bundle into PostgreSQL with pgvector, and swaps them in for"
                + " readers all at once.";
    }

    @Override
    public List<Option<?>> options() {
        return LoadEmbeddingsOptions.ALL;
    }

    @Override
    public List<String> examples() {
        return List.of(
                "--artifacts s3a://shop-lake/artifacts --vector-url jdbc:postgresql://vectors.example.com:5432/shop"
                        + " --vector-user loader",
                "--artifacts s3a://shop-lake/artifacts --vector-url jdbc:postgresql://vectors.example.com:5432/shop"
                        + " --vector-secret shop/vectors --dry-run");
    }

    @Override
    public List<String> problems(Settings settings) {
        return LoadEmbeddingsConfiguration.problems(settings);
    }

    @Override
    public JobDeclaration declaration() {
        return LoadEmbeddingsDeclaration.DECLARATION;
    }

    @Override
    public void run(JobContext context) throws Exception {
        LoadEmbeddingsConfiguration configuration = LoadEmbeddingsConfiguration.of(context.settings());
        DatabaseAccess access = LoadEmbeddingsOptions.VECTOR.access(context.settings());
        context.redactor().add(access.credentials().password());
        // For the file systems that the platform configures; nothing here is a Spark job.
        try (JobSession session = JobSession.open(context, Map.of())) {
            VectorDatabase database = new VectorDatabase(
                    access.url(),
                    access.credentials(),
                    configuration.vectorTimeout(),
                    context.settings()
                            .find(LoadEmbeddingsOptions.VECTOR_CERTIFICATES)
                            .map(file -> ServerCertificates.read(
                                    LoadEmbeddingsOptions.VECTOR_CERTIFICATES.flagName(),
                                    file,
                                    session.spark().sessionState().newHadoopConf())));
            VectorStore store = new VectorStore(database, new ConsoleEvents(context.console()));
            ModelArtifacts artifacts = ModelArtifacts.open(
                    configuration.artifacts(), session.spark().sessionState().newHadoopConf(), Clock.systemUTC());
            if (context.dryRun()) {
                LoadPlan plan = store.plan(artifacts.latest(), configuration.index());
                context.console().out(LoadSummary.of(context.settings(), plan));
                return;
            }
            load(context, store, artifacts, configuration, session.spark());
        }
    }

    private static void load(
            JobContext context,
            VectorStore store,
            ModelArtifacts artifacts,
            LoadEmbeddingsConfiguration configuration,
            SparkSession session)
            throws Exception {
        RunRecord record = context.record(Clock.systemUTC());
        AtomicReference<Optional<LoadResult>> loaded = new AtomicReference<>(Optional.empty());
        Optional<ReportFile> report = configuration
                .report()
                .map(file -> ReportFile.open(file, session.sessionState().newHadoopConf()));
        record.run(report, () -> new LoadDetails(Objects.requireNonNull(loaded.get())), () -> {
            LoadResult result = record.phase(
                    "load", () -> store.load(artifacts::latest, configuration.index(), configuration.keepVersions()));
            record.runId(result.version());
            loaded.set(Optional.of(result));
            context.console().out(LoadSummary.of(result));
        });
    }

    /**
     * The job's own part of a run's report.
     *
     * @param load what it did, where it came to that
     */
    private record LoadDetails(Optional<LoadResult> load) {}

    /** Shows what the store does. */
    private record ConsoleEvents(Console console) implements LoadEvents {

        @Override
        public void progress(String line) {
            console.progress(line);
        }

        @Override
        public void warning(String line) {
            console.warn(line);
        }
    }
}
