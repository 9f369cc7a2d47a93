package io.recoflow.runtime.option;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A job's own options and the ones that every job has. */
public final class JobOptions {

    static final Option<String> CONFIG = Option.file("config")
            .description("Properties file with option values, in any file system; its keys are option names without the"
                    + " dashes.");
    public static final Option<Boolean> DRY_RUN =
            Option.flag("dry-run").description("Resolve, connect, check and print the plan, but write nothing.");
    public static final Option<Boolean> VERBOSE =
            Option.flag("verbose").description("Log what the job does, and print the stack trace of an error.");

    private static final List<Option<?>> COMMON = List.of(CONFIG, DRY_RUN, VERBOSE);
    private static final Set<String> COMMAND_LINE_ONLY = Set.of("help", "version");

    private final String jobName;
    private final List<Option<?>> all;
    private final Map<String, String> former;

    /**
     * @param former what took the place of options of earlier releases, by their names without dashes
     * @throws IllegalArgumentException where two options have the same name
     */
    public JobOptions(String jobName, List<Option<?>> own, Map<String, String> former) {
        this.jobName = jobName;
        this.all = withCommon(own);
        this.former = Map.copyOf(former);
        Set<String> names = new HashSet<>(COMMAND_LINE_ONLY);
        for (Option<?> option : all) {
            if (!names.add(option.name())) {
                throw new IllegalArgumentException("Two options of " + jobName + " are named " + option);
            }
        }
    }

    /** The given options, and behind them the common ones; {@link #DRY_RUN} with the description that a job gives it. */
    public static List<Option<?>> withCommon(List<Option<?>> own) {
        Optional<Option<?>> dryRun = own.stream().filter(JobOptions::isDryRun).findFirst();
        return Stream.concat(
                        own.stream().filter(option -> !isDryRun(option)),
                        COMMON.stream().map(option -> isDryRun(option) ? dryRun.orElse(option) : option))
                .toList();
    }

    private static boolean isDryRun(Option<?> option) {
        return option.name().equals(DRY_RUN.name());
    }

    /** What took the place of an option, by its name with dashes; empty where there never was one. */
    Optional<String> placeOf(String flagName) {
        return flagName.startsWith("--") ? Optional.ofNullable(former.get(flagName.substring(2))) : Optional.empty();
    }

    String jobName() {
        return jobName;
    }

    public List<Option<?>> all() {
        return all;
    }

    /** The options that a configuration file may set: one cannot name another file. */
    List<Option<?>> inConfigFile() {
        return all.stream().filter(option -> option != CONFIG).toList();
    }
}
