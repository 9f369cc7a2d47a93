package io.recoflow.jobs.etl;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.recoflow.lake.rules.RowRule;
import io.recoflow.lake.rules.RuleFile;
import io.recoflow.lake.rules.RuleSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The rules of {@code ratings.rules}, which every run applies. */
final class BuiltInRules {

    private static final String FILE = "ratings.rules";

    private BuiltInRules() {}

    static RuleSet load() {
        try (InputStream file = BuiltInRules.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("The job's jar lacks " + FILE);
            }
            List<String> mistakes = new ArrayList<>();
            List<RowRule> rules = RuleFile.parse(new String(file.readAllBytes(), UTF_8), FILE, mistakes);
            if (!mistakes.isEmpty()) {
                throw new IllegalStateException(String.join("; ", mistakes));
            }
            return new RuleSet(rules);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
