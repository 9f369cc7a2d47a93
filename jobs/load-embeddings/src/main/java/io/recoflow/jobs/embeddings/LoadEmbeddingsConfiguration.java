package io.recoflow.jobs.embeddings;

import io.recoflow.model.store.IndexChoice;
import io.recoflow.model.store.VectorDatabase;
import io.recoflow.runtime.option.Checks;
import io.recoflow.runtime.option.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a run was asked to do. */
record LoadEmbeddingsConfiguration(
        String artifacts, Duration vectorTimeout, int keepVersions, IndexChoice index, Optional<String> report) {

    static LoadEmbeddingsConfiguration of(Settings settings) {
        return new LoadEmbeddingsConfiguration(
                settings.get(LoadEmbeddingsOptions.ARTIFACTS),
                settings.get(LoadEmbeddingsOptions.VECTOR_TIMEOUT),
                settings.get(LoadEmbeddingsOptions.KEEP_VERSIONS),
                settings.get(LoadEmbeddingsOptions.INDEX),
                settings.find(LoadEmbeddingsOptions.REPORT));
    }

    /** What is wrong with the options together, a line each. */
    static List<String> problems(Settings settings) {
        List<String> problems = new ArrayList<>();
        Checks.runAll(List.of(
                () -> urlProblems(settings.get(LoadEmbeddingsOptions.VECTOR_URL), problems),
                () -> problems.addAll(LoadEmbeddingsOptions.VECTOR.urlProblems(settings)),
                () -> problems.addAll(LoadEmbeddingsOptions.VECTOR.credentialProblems(settings))));
        return problems;
    }

    private static void urlProblems(String url, List<String> problems) {
        if (!url.startsWith(VectorDatabase.URL_PREFIX)) {
            problems.add("Cannot use --vector-url: it is no JDBC URL of PostgreSQL. Begin it with "
                    + VectorDatabase.URL_PREFIX + "//");
        }
    }
}
