package io.recoflow.jobs.embeddings;

import io.recoflow.model.store.IndexChoice;
import io.recoflow.model.store.VectorDatabase;
import io.recoflow.runtime.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a run was asked to do. */
record LoadEmbeddingsConfiguration(
        String artifacts, String vectorUrl, Duration vectorTimeout, int keepVersions, IndexChoice index) {

    private static final Pattern CREDENTIALS_IN_URL =
            Pattern.compile("//[^/?]*@|[?&]\\s*(user|password)\\s*=", Pattern.CASE_INSENSITIVE);

    static LoadEmbeddingsConfiguration of(Settings settings) {
        return new LoadEmbeddingsConfiguration(
                settings.get(LoadEmbeddingsOptions.ARTIFACTS),
                settings.get(LoadEmbeddingsOptions.VECTOR_URL),
                settings.get(LoadEmbeddingsOptions.VECTOR_TIMEOUT),
                settings.get(LoadEmbeddingsOptions.KEEP_VERSIONS),
                IndexChoice.of(settings.get(LoadEmbeddingsOptions.INDEX)).orElseThrow());
    }

    /** What is wrong with the options together, a line each. */
    static List<String> problems(Settings settings) {
        List<String> problems = new ArrayList<>();
        List<Runnable> checks = List.of(
                () -> indexProblems(settings, problems),
                () -> urlProblems(settings.get(LoadEmbeddingsOptions.VECTOR_URL), problems),
                () -> credentialProblems(settings, problems));
        for (Runnable check : checks) {
            try {
                check.run();
            } catch (Settings.UnresolvedOptionException told) {
                // That option's own problem is reported anyway; the other checks have theirs to tell.
                continue;
            }
        }
        return problems;
    }

    private static void indexProblems(Settings settings, List<String> problems) {
        String index = settings.get(LoadEmbeddingsOptions.INDEX);
        if (IndexChoice.of(index).isEmpty()) {
            problems.add("Cannot use --index " + index + ": there is no such choice. Give auto, hnsw or none");
        }
    }

    private static void urlProblems(String url, List<String> problems) {
        if (!url.startsWith(VectorDatabase.URL_PREFIX)) {
            problems.add("Cannot use --vector-url: it is no JDBC URL of PostgreSQL. Begin it with "
                    + VectorDatabase.URL_PREFIX + "//");
        }
        if (CREDENTIALS_IN_URL.matcher(url).find()) {
            problems.add("Cannot use --vector-url: it holds a user or a password, and arguments are logged. Give the"
                    + " user as --vector-user and the password as RECOFLOW_VECTOR_PASSWORD, or both as"
                    + " --vector-secret");
        }
    }

    private static void credentialProblems(Settings settings, List<String> problems) {
        if (settings.find(LoadEmbeddingsOptions.VECTOR_SECRET).isPresent()) {
            return;
        }
        if (settings.find(LoadEmbeddingsOptions.VECTOR_USER).isEmpty()) {
            problems.add("No database user: neither --vector-user nor --vector-secret is given. Give one of them");
        }
        if (settings.find(LoadEmbeddingsOptions.VECTOR_PASSWORD).isEmpty()) {
            problems.add("No database password: neither RECOFLOW_VECTOR_PASSWORD is set nor --vector-secret given."
                    + " Set the variable, or give the secret");
        }
    }
}
