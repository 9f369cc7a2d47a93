package io.recoflow.runtime.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Arguments that AWS Glue puts on a job's command line for itself. A job drops exactly these.
 *
 * <p>Names that only Glue uses are dropped wherever they are. A few that other tools use too ({@code --conf} after the
 * jar is a common slip with spark-submit) are dropped only beside {@code --JOB_NAME}, which Glue always gives:
 * elsewhere they stay, and are reported as unknown.
 */
public final class GlueArguments {

    private static final Set<String> NAMES = Set.of(
            "JOB_NAME",
            "JOB_ID",
            "JOB_RUN_ID",
            "SECURITY_CONFIGURATION",
            "WORKFLOW_NAME",
            "WORKFLOW_RUN_ID",
            "TempDir",
            "additional-python-modules",
            "auto-scale-within-microbatch",
            "custom-logGroup-prefix",
            "custom-logStream-prefix",
            "customer-driver-env-vars",
            "customer-executor-env-vars",
            "datalake-formats",
            "disable-proxy",
            "disable-proxy-v2",
            "encryption-type",
            "executor-cores",
            "extra-files",
            "extra-jars",
            "extra-py-files",
            "job-bookmark-from",
            "job-bookmark-option",
            "job-bookmark-to",
            "job-language",
            "python-modules-installer-option",
            "scriptLocation",
            "spark-event-logs-path",
            "use-postgres-driver",
            "user-jars-first",
            "write-shuffle-files-to-s3",
            "write-shuffle-spills-to-s3");
    private static final List<String> PREFIXES = List.of("enable-", "continuous-log-");
    private static final Set<String> NAMES_OF_OTHER_TOOLS_TOO = Set.of("class", "conf", "debug", "endpoint", "mode");
    private static final String ALWAYS_THERE_ON_GLUE = "JOB_NAME";

    private GlueArguments() {}

    /** Whether Glue uses the option name (without dashes), so that no job may. */
    static boolean takes(String name) {
        return isGluesOwn(name) || NAMES_OF_OTHER_TOOLS_TOO.contains(name);
    }

    /**
     * The arguments without Glue's own and their values, in order. A value is what follows {@code =}, or the next
     * argument unless that begins with two dashes.
     */
    public static List<String> dropFrom(List<String> arguments) {
        boolean onGlue =
                arguments.stream().anyMatch(argument -> nameIn(argument).equals(ALWAYS_THERE_ON_GLUE));
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            String name = nameIn(argument);
            if (!isGluesOwn(name) && !(onGlue && NAMES_OF_OTHER_TOOLS_TOO.contains(name))) {
                kept.add(argument);
            } else if (!argument.contains("=") && i + 1 < arguments.size() && isValue(arguments.get(i + 1))) {
                i++;
            }
        }
        return kept;
    }

    private static boolean isGluesOwn(String name) {
        return NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith);
    }

    private static boolean isValue(String argument) {
        return !argument.startsWith("--");
    }

    /** The option name in {@code --name} or {@code --name=value}; empty for anything else. */
    private static String nameIn(String argument) {
        if (!argument.startsWith("--")) {
            return "";
        }
        int end = argument.indexOf('=');
        return argument.substring(2, end < 0 ? argument.length() : end);
    }
}
