package io.recoflow.jobs.recommend;

import io.recoflow.jobs.recommend.archive.ArchiveTables;
import io.recoflow.jobs.recommend.archive.Erasure;
import io.recoflow.jobs.recommend.archive.Erasure.Shopper;
import io.recoflow.runtime.launch.Job;
import io.recoflow.runtime.launch.JobContext;
import io.recoflow.runtime.option.Option;
import io.recoflow.runtime.option.Settings;
import io.recoflow.runtime.report.ReportFile;
import io.recoflow.runtime.report.Table;
import io.recoflow.runtime.spark.JobSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.sql.SparkSession;

/** The command that erases what a shopper did from the tables, beside the running job. */
final class EraseShopper implements Job {

    static final Option<Integer> CUSTOMER_NUMBER = Option.integer("customer-number", 0, Integer.MAX_VALUE)
            .description("The customer: all that has this number, and what has none in the customer's sessions.");
    static final Option<String> SESSION_ID =
            Option.text("session-id").label("ID").description("A session, of which all is erased, whosoever it was.");

    static final List<Option<?>> OPTIONS = List.of(
            StreamRecommendOptions.LAKE,
            CUSTOMER_NUMBER,
            SESSION_ID,
            StreamRecommendOptions.KEEP_DELETED_FILES,
            StreamRecommendOptions.REPORT);

    /** Longer than a batch of the archive usually takes. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "stream-recommend erase";
    }

    @Override
    public String summary() {
        return "Erases what a customer or a session did from the tables of recommendations and rejected records, and ends.";
    }

    @Override
    public List<Option<?>> options() {
        return OPTIONS;
    }

    @Override
    public List<String> examples() {
        return List.of("--lake s3a://shop-lake/training --customer-number 478");
    }

    @Override
    public List<String> problems(Settings settings) {
        List<String> problems = new ArrayList<>(UsageProblems.keptFiles(settings));
        if (settings.find(CUSTOMER_NUMBER).isEmpty()
                && settings.find(SESSION_ID).isEmpty()) {
            problems.add("Cannot erase nobody. Give --customer-number or --session-id");
        }
        return problems;
    }

    @Override
    public void run(JobContext context) throws Exception {
        try (JobSession session = JobSession.open(context, StreamRecommend.SPARK_DEFAULTS)) {
            run(context, session.spark(), PAUSE);
        }
    }

    /** @param pause between two looks through the tables */
    static void run(JobContext context, SparkSession session, Duration pause) throws Exception {
        Settings settings = context.settings();
        Shopper shopper = new Shopper(settings.find(CUSTOMER_NUMBER), settings.find(SESSION_ID));
        ArchiveTables tables = ArchiveTables.in(
                session,
                StreamRecommendConfiguration.withoutSlash(settings.get(StreamRecommendOptions.LAKE)),
                context.console()::warn);
        Erasure erasure = new Erasure(tables, pause);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        if (context.dryRun()) {
            context.console().out(text(erasure.find(shopper, now)) + "\nDry run: nothing was erased.");
            return;
        }
        Optional<ReportFile> report = settings.find(StreamRecommendOptions.REPORT)
                .map(file -> ReportFile.open(file, session.sessionState().newHadoopConf()));
        AtomicReference<Optional<Erasure.Outcome>> outcome = new AtomicReference<>(Optional.empty());
        context.record(Clock.systemUTC()).run(report, () -> new Details(Objects.requireNonNull(outcome.get())), () -> {
            Erasure.Outcome erased = erasure.erase(shopper, now);
            outcome.set(Optional.of(erased));
            Duration kept = settings.get(StreamRecommendOptions.KEEP_DELETED_FILES);
            tables.recommendations().vacuum(kept);
            tables.rejected().vacuum(kept);
            context.console()
                    .out(text(erased)
                            + "\nWhat arrived after " + now
                            + " is kept. Files that held what was erased are deleted by the"
                            + " running job, or by the next erasure, after "
                            + Instant.now().plus(kept).truncatedTo(ChronoUnit.SECONDS) + ".");
        });
    }

    private static String text(Erasure.Outcome outcome) {
        Table table = Table.columns("table", "rows erased");
        outcome.rows().forEach((name, rows) -> table.row(name, String.format(Locale.ROOT, "%,d", rows)));
        return table.text() + "\n"
                + (outcome.sessions() == 0
                        ? "No session of the customer is known."
                        : String.format(Locale.ROOT, "%,d sessions of the customer are known.", outcome.sessions()));
    }

    /**
     * The job's own part of a run's report.
     *
     * @param erased what was erased, where it came to that
     */
    private record Details(Optional<Erasure.Outcome> erased) {}
}
