package io.recoflow.runtime.option;

import io.recoflow.runtime.failure.Problem;
import io.recoflow.runtime.secret.Redactor;
import io.recoflow.runtime.secret.Secret;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Brings default, configuration file, environment and command line together, and collects what is wrong with them. */
public final class SettingsResolver {

    private final JobOptions options;
    private final Map<String, String> environment;
    private final Redactor redactor;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Object> values = new HashMap<>();
    private final Set<String> unresolved = new HashSet<>();

    public SettingsResolver(JobOptions options, Map<String, String> environment, Redactor redactor) {
        this.options = options;
        this.environment = environment;
        this.redactor = redactor;
    }

    /** The settings as far as they could be resolved. May be called once. */
    public Settings resolve(CommandLineParser.Result commandLine) {
        problems.addAll(commandLine.problems());
        unresolved.addAll(commandLine.withoutValue());
        resolveOption(JobOptions.CONFIG, commandLine.values(), Map.of(), null);
        String path = (String) values.get(JobOptions.CONFIG.name());
        Map<String, String> file = path == null ? Map.of() : read(path);
        for (Option<?> option : options.all()) {
            if (option != JobOptions.CONFIG) {
                resolveOption(option, commandLine.values(), file, path);
            }
        }
        return new Settings(options.all(), values, unresolved);
    }

    /** Everything that was wrong, in the order in which it was met. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    private Map<String, String> read(String path) {
        ConfigFile.Result file = new ConfigFile(options).read(path);
        problems.addAll(file.problems());
        return file.values();
    }

    private <T> void resolveOption(
            Option<T> option, Map<String, String> commandLine, Map<String, String> file, @Nullable String path) {
        String given = commandLine.get(option.name());
        String inFile = file.get(option.name());
        String inEnvironment = environment.getOrDefault(option.environmentName(), "");
        // An empty variable counts as none: that is how a template leaves one out. A password may well be empty.
        boolean givenInEnvironment =
                option.isSecret() ? environment.containsKey(option.environmentName()) : !inEnvironment.isEmpty();
        if (option.isSecret()) {
            redactor.add(new Secret(inEnvironment));
            refuse(option, given, "on the command line", "arguments are logged and seen in process lists");
            refuse(option, inFile, "in config file " + path, "files are copied and committed");
        }
        if (unresolved.contains(option.name())) {
            return;
        }
        if (given != null) {
            accept(option, given, new Origin.CommandLine());
        } else if (givenInEnvironment) {
            accept(option, inEnvironment, new Origin.Environment());
        } else if (inFile != null && path != null) {
            accept(option, inFile, new Origin.ConfigFile(path));
        } else if (option.isRequired()) {
            problems.add(missing(option));
            unresolved.add(option.name());
        } else {
            option.defaultValue().ifPresent(value -> values.put(option.name(), value));
        }
    }

    private void refuse(Option<?> option, @Nullable String given, String where, String why) {
        if (given != null) {
            redactor.add(new Secret(given));
            unresolved.add(option.name());
            problems.add(new Problem(
                    option + " cannot be given " + where,
                    why,
                    "Remove it there, and set " + option.environmentName() + " in the environment instead."));
        }
    }

    private <T> void accept(Option<T> option, String text, Origin origin) {
        Optional<T> value = option.type().parser().apply(text);
        if (value.isPresent()) {
            values.put(option.name(), value.get());
        } else {
            unresolved.add(option.name());
            String form = option.type().form();
            problems.add(new Problem(
                    option + " cannot be '" + text + "' (" + origin.describe(option) + ")",
                    "that is not " + form,
                    origin.remedy(option, form)));
        }
    }

    private static Problem missing(Option<?> option) {
        String fix = option.isSecret()
                ? "Set " + option.environmentName() + " in the environment."
                : "Give " + option + " " + option.label() + ", or set " + option.environmentName() + ", or "
                        + option.name() + " in the config file.";
        return new Problem(option + " is missing", "the job cannot run without it", fix);
    }
}
