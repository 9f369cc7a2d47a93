package io.recoflow.serving.served;

import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.serving.served.Serving.ServedCanary;
import io.recoflow.shop.LakeDatasets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this process serves, kept up to date in the background. What is new replaces the old at once and as one piece;
 * what cannot be used is reported once, and the old stays.
 */
public final class CurrentServing implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CurrentServing.class);

    /** How often it looks within the time to refresh, so that loading fits in as well. */
    private static final int LOOKS_PER_REFRESH = 3;

    /** One a process, however many tasks ask: they share nothing else, and real-time tasks get no new broadcasts. */
    private static final Map<ServingSettings, CurrentServing> OPEN = new ConcurrentHashMap<>();

    private final ServingSettings settings;
    private final ServingFiles files;
    private final Consumer<String> report;
    private final CountDownLatch looked = new CountDownLatch(1);
    private final Map<String, String> reported = new ConcurrentHashMap<>();

    /** Versions that the heap could not take, by what they are of: to try again would take it from who answers. */
    private final Map<String, String> tooLarge = new ConcurrentHashMap<>();

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "recoflow-serving");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Serving serving;

    private CurrentServing(ServingSettings settings, Configuration configuration, Consumer<String> report) {
        this.settings = settings;
        this.files = new ServingFiles(settings, configuration);
        this.report = report;
        PopularProducts popular = files.latestPopular()
                .orElseThrow(() -> nothingPopular(settings.lake()))
                .load()
                .get();
        BusinessRules rules = newestRules(BusinessRules.NONE).orElseGet(files::rulesAtStart);
        // What is sold out may be offered for a moment, what rules exclude may not.
        Stock stock = rules.size() == 0
                ? Stock.UNKNOWN
                : newestStock(rules, Stock.UNKNOWN).orElse(Stock.UNKNOWN);
        this.serving = new Serving(Optional.empty(), Optional.empty(), popular, stock, rules);
        Duration pause = settings.refresh().dividedBy(LOOKS_PER_REFRESH);
        var unused =
                timer.scheduleWithFixedDelay(this::refresh, 0, Math.max(1, pause.toMillis()), TimeUnit.MILLISECONDS);
    }

    /**
     * For the driver: returns when everything that is there is loaded.
     *
     * @param report takes a line for what cannot be used
     * @throws JobException with exit code 2 where the shop's rules cannot be used, 5 where there is no popularity list, 6
     *     where storage fails
     */
    public static CurrentServing start(ServingSettings settings, Configuration configuration, Consumer<String> report)
            throws InterruptedException {
        ServingSettings read = settings.withRulesAtStart(new ServingFiles(settings, configuration).soundRulesText());
        CurrentServing started = OPEN.computeIfAbsent(read, each -> new CurrentServing(each, configuration, report));
        started.looked.await();
        return started;
    }

    /**
     * For tasks: what the process has already, or popularity, while the model is being loaded.
     *
     * @param settings the driver's {@link #settings()}
     * @throws JobException as {@link #start}, but that the rules that the job began with are used where the present ones
     *     cannot be
     */
    public static CurrentServing of(ServingSettings settings, Supplier<Configuration> configuration) {
        CurrentServing known = OPEN.get(settings);
        return known != null
                ? known
                : OPEN.computeIfAbsent(
                        settings, each -> new CurrentServing(each, configuration.get(), line -> LOG.warn("{}", line)));
    }

    /** By which tasks get the same. */
    public ServingSettings settings() {
        return settings;
    }

    public Serving now() {
        return serving;
    }

    @Override
    public void close() {
        OPEN.remove(settings, this);
        timer.shutdownNow();
    }

    private void refresh() {
        try {
            serving = updated(serving);
        } catch (RuntimeException | Error e) {
            // An exception that left this thread would be the last that is heard of it.
            reportOnce("what is served", "What is served could not be brought up to date, and is the next time: " + e);
        } finally {
            looked.countDown();
        }
    }

    private Serving updated(Serving old) {
        PopularProducts popular = newest(
                        "popularity list",
                        files::latestPopular,
                        Optional.of(old.popular().snapshot()))
                .orElse(old.popular());
        BusinessRules rules = newestRules(old.rules()).orElse(old.rules());
        Optional<Stock> newStock = newestStock(rules, old.stock());
        Stock stock = newStock.orElse(old.stock());
        Optional<ServedModel> model = newestModel("model", () -> files.latestModel(stock), old.model(), newStock);
        Optional<ServedCanary> canary = Optional.ofNullable(settings.canary()).flatMap(some -> newestModel(
                        "canary",
                        () -> Optional.of(files.model(some.version(), stock)),
                        old.canary().map(ServedCanary::model),
                        newStock)
                .map(present -> new ServedCanary(some, present)));
        return new Serving(model, canary, popular, stock, rules);
    }

    /** What is served on may offer other items, where there is new stock. */
    private Optional<ServedModel> newestModel(
            String what,
            Supplier<Optional<Found<ServedModel>>> latest,
            Optional<ServedModel> old,
            Optional<Stock> newStock) {
        return newest(what, latest, old.map(ServedModel::version))
                .or(() -> old.map(present -> newStock.map(present::with).orElse(present)));
    }

    private Optional<BusinessRules> newestRules(BusinessRules old) {
        return newest("set of business rules", files::latestRules, Optional.of(old.version()));
    }

    private Optional<Stock> newestStock(BusinessRules rules, Stock old) {
        return newest("stock", () -> files.latestStock(rules), Optional.of(old.version()));
    }

    /** What is there now, or empty where that is what is served already, or nothing usable. */
    private <T> Optional<T> newest(String what, Supplier<Optional<Found<T>>> latest, Optional<String> served) {
        String version = "";
        try {
            Optional<Found<T>> found = latest.get();
            if (found.map(Found::version).equals(served) || found.isEmpty()) {
                if (found.isEmpty() && served.filter(each -> !each.isEmpty()).isPresent()) {
                    reportOnce(what, "The " + what + " is gone. The last one is served on, " + served.get() + ".");
                } else {
                    reported.remove(what);
                }
                return Optional.empty();
            }
            version = found.get().version();
            if (version.equals(tooLarge.get(what))) {
                return Optional.empty();
            }
            T loaded = found.get().load().get();
            reported.remove(what);
            LOG.info("Serving the {} {}", what, version);
            return Optional.of(loaded);
        } catch (OutOfMemoryError e) {
            tooLarge.put(what, version);
            refused(
                    what,
                    version,
                    "the memory does not take it (" + e.getMessage() + "), give the process more",
                    served);
        } catch (RuntimeException | Error e) {
            refused(
                    what,
                    version,
                    e instanceof RuntimeException ? String.valueOf(e.getMessage()) : e.toString(),
                    served);
        }
        return Optional.empty();
    }

    private void refused(String what, String version, String cause, Optional<String> served) {
        reportOnce(
                what,
                "The newest " + what + (version.isEmpty() ? "" : ", " + version + ",") + " is refused: " + cause + ". "
                        + served.filter(each -> !each.isEmpty())
                                .map(each -> "The last one is served on, " + each + ".")
                                .orElse("There is none to serve instead."));
    }

    private void reportOnce(String what, String line) {
        if (!line.equals(reported.put(what, line))) {
            report.accept(line);
        }
    }

    private static JobException nothingPopular(String lake) {
        return new JobException(
                ExitCode.CONTRACT_VIOLATED,
                "Cannot promise an answer to every event",
                "there is no list of popular products in " + lake + ": " + LakeDatasets.POPULAR_PRODUCTS
                        + "/_latest is missing",
                "Run training-etl with this --lake first");
    }
}
