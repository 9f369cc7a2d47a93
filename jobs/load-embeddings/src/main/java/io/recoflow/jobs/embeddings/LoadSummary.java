package io.recoflow.jobs.embeddings;

import io.recoflow.model.store.LoadPlan;
import io.recoflow.model.store.LoadResult;
import io.recoflow.runtime.option.Settings;
import io.recoflow.runtime.report.Table;
import java.time.Duration;
import java.util.Locale;

/** What a run prints in the end. */
final class LoadSummary {

    private LoadSummary() {}

    static String of(LoadResult result) {
        String first =
                switch (result.outcome()) {
                    case LOADED ->
                        "Version " + result.version() + " is loaded and served"
                                + result.replaced()
                                        .map(version -> "; before it " + version)
                                        .orElse("") + ".";
                    case SWAPPED ->
                        "Version " + result.version() + " was in the database, and is served now"
                                + result.replaced()
                                        .map(version -> "; before it " + version)
                                        .orElse("") + ".";
                    case UNCHANGED ->
                        "Version " + result.version() + " is loaded and served already; nothing was loaded.";
                };
        Table table = Table.columns("what", "value")
                .row("items", number(result.items()))
                .row("users", number(result.users()))
                .row("dimension", number(result.dimension()))
                .row("index", result.indexed() ? "hnsw" : "none")
                .row("without direction", number(result.zeroVectors()))
                .row("dropped", result.dropped().isEmpty() ? "none" : String.join(", ", result.dropped()));
        if (result.outcome() == LoadResult.Outcome.LOADED) {
            table.row("loading", seconds(result.copying())).row("indexing", seconds(result.indexing()));
        }
        return first + "\n" + table.text();
    }

    static String of(Settings settings, LoadPlan plan) {
        Table options = Table.columns("option", "value");
        settings.printable().forEach(options::row);
        Table table = Table.columns("what", "value")
                .row("server", "PostgreSQL " + plan.server())
                .row("served now", plan.served().orElse("none"))
                .row("in the database", plan.stored().isEmpty() ? "none" : String.join(", ", plan.stored()))
                .row("version", plan.version())
                .row("items", number(plan.items()))
                .row("users", number(plan.users()))
                .row("dimension", plan.dimension() + ", " + plan.similarityDimensions() + " for similar items")
                .row("without direction", number(plan.zeroVectors()))
                .row("index", plan.indexed() ? "hnsw" : "none");
        return String.join(
                "\n",
                options.text(),
                "",
                table.text(),
                "",
                "Every embedding was read, and is as the manifest says. Ids that stand there twice show when they are"
                        + " loaded.",
                "Dry run: nothing was written.");
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
